import {
  type Call,
  type DomainError,
  type DomainSet,
  type Kind,
  type ListDriver,
  type WriteOperation,
  type WriteReply,
  bilingual,
  difference,
  domainsOf,
  fromKinds,
  sameDomains,
  sizeOf,
  unsupported,
} from '@mini-domains/core'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { type WechatConfig } from './config.js'

/**
 * Sends one change of a list, under WeChat's name of the action.
 */
export type Write<K extends Kind> = (
  call: Call,
  action: 'add' | 'delete' | 'set',
  domains: DomainSet<K>,
) => TE.TaskEither<DomainError, WriteReply<K>>

type SetOperation<K extends Kind> = Extract<WriteOperation<K>, { readonly _tag: 'Set' }>

const noAdopt = bilingual('This list has no call that adopts the pool.', '该列表没有整体导入接口。')

// What the first of two calls did stays done, so a failure of the second must not read as if nothing had happened.
const halfDone =
  (first: WriteReply<Kind>) =>
  (error: DomainError): DomainError => ({
    ...error,
    fate: 'unknown',
    modification: first.modification,
    retry: { when: 'after-read' },
  })

const both = <K extends Kind>(first: WriteReply<K>, second: WriteReply<K>): WriteReply<K> => ({
  ...second,
  ...first,
  modification: second.modification === 'spent' ? 'spent' : first.modification,
})

const pick = <K extends Kind>(kinds: ReadonlyArray<K>, set: DomainSet<K>): DomainSet<K> =>
  fromKinds(kinds, (kind) => domainsOf(set, kind))

const sendSet = <K extends Kind>(
  kinds: ReadonlyArray<K>,
  config: WechatConfig,
  write: Write<K>,
  call: Call,
  operation: SetOperation<K>,
) => write(call, 'set', pick(config.setSends === 'named' ? operation.named : kinds, operation.domains))

type Reply<K extends Kind> = TE.TaskEither<DomainError, WriteReply<K>>

const inTurn = <K extends Kind>(first: Reply<K>, second: Reply<K>): Reply<K> =>
  pipe(
    first,
    TE.chain((done) =>
      done.refusedWhole
        ? TE.right(done)
        : pipe(
            second,
            TE.bimap(halfDone(done), (then) => both(done, then)),
          ),
    ),
  )

/**
 * Clears kinds by deleting what they list, after a `set` of the others where those change too.
 */
const setAndDelete = <K extends Kind>(
  kinds: ReadonlyArray<K>,
  config: WechatConfig,
  write: Write<K>,
  call: Call,
  operation: SetOperation<K>,
  cleared: ReadonlyArray<K>,
): Reply<K> => {
  const { domains, named, observed } = operation
  const clear = write(call, 'delete', pick(cleared, observed))
  const others = named.filter((kind) => !cleared.includes(kind))
  if (sameDomains(others, domains, observed)) return clear
  const kept = fromKinds(kinds, (kind) => domainsOf(cleared.includes(kind) ? observed : domains, kind))
  return inTurn(sendSet(kinds, config, write, call, { ...operation, domains: kept, named: others }), clear)
}

const beyond = <K extends Kind>(named: ReadonlyArray<K>, set: DomainSet<K>, other: DomainSet<K>): DomainSet<K> => {
  const extra = (kind: K) => difference(domainsOf(set, kind), domainsOf(other, kind))
  return fromKinds(
    named.filter((kind) => extra(kind).length > 0),
    extra,
  )
}

/**
 * Does the work of a `set` by an `add` and a `delete`, for an account whose replies leave kinds out: a `set` would have to
 * say something of those kinds, or leave them out, and both may empty them (docs/vendors/wechat.md A.1.5).
 */
const addAndDelete = <K extends Kind>(write: Write<K>, call: Call, operation: SetOperation<K>): Reply<K> => {
  const { domains, named, observed } = operation
  const wanted = beyond(named, domains, observed)
  const gone = beyond(named, observed, domains)
  const take = write(call, 'delete', gone)
  if (sizeOf(named, wanted) === 0) return take
  const give = write(call, 'add', wanted)
  return sizeOf(named, gone) === 0 ? give : inTurn(give, take)
}

/**
 * Makes the `write` of a list: one call for each change, except a `set` that clears a kind under `emptySet: 'delete'`, or that
 * could reach a kind which WeChat did not tell.
 */
export const writing =
  <K extends Kind>(kinds: ReadonlyArray<K>, config: WechatConfig, write: Write<K>): ListDriver<K>['write'] =>
  (call, operation) => {
    switch (operation._tag) {
      case 'Add':
        return write(call, 'add', operation.domains)
      case 'Delete':
        return write(call, 'delete', operation.domains)
      case 'Set': {
        if (config.setSends !== 'named' && kinds.some((kind) => operation.observed[kind] === undefined))
          return addAndDelete(write, call, operation)
        const isCleared = (kind: K): boolean =>
          domainsOf(operation.domains, kind).length === 0 && domainsOf(operation.observed, kind).length > 0
        const cleared = config.emptySet === 'delete' ? operation.named.filter(isCleared) : []
        return cleared.length === 0
          ? sendSet(kinds, config, write, call, operation)
          : setAndDelete(kinds, config, write, call, operation, cleared)
      }
      case 'Adopt':
        return TE.left(unsupported(call, noAdopt, ''))
    }
  }
