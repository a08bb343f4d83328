import { type DomainError, type Kind } from '@mini-domains/core'
import {
  type Call,
  type ListDriver,
  type Spent,
  type WriteReply,
  afterRead,
  bilingual,
  spentTogether,
  unsupported,
} from '@mini-domains/core/adapter'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { type WechatConfig } from './config.js'
import { type Step, type Steps, costIn, stepsOf } from './write-steps.js'

/**
 * Makes one call of a write.
 */
export type Write<K extends Kind> = (call: Call, step: Step<K>) => TE.TaskEither<DomainError, WriteReply<K>>

const whyNoCopy = bilingual('This list has no call that copies the pool.', '该列表没有整体导入接口。')

/**
 * Refuses to copy the pool, for lists that have no such call.
 */
export const noCopyPool = (call: Call): DomainError => unsupported(call, whyNoCopy, '')

// What the first of two calls did stays done, so a failure of the second must not read as if nothing had happened.
const halfDone =
  (first: Spent) =>
  (error: DomainError): DomainError => ({
    ...error,
    ...spentTogether(first, error),
    applied: 'unknown',
    retry: afterRead,
  })

const both =
  <K extends Kind>(first: WriteReply<K>) =>
  (second: WriteReply<K>): WriteReply<K> => ({
    ...second,
    ...first,
    ...spentTogether(first, second),
    ...(second.after === undefined ? {} : { after: second.after }),
  })

/**
 * Makes the calls of a write one after the other. A first one that was refused as a whole has changed nothing and ends it.
 */
export const inTurn = <K extends Kind>(
  write: Write<K>,
  call: Call,
  [first, second]: Steps<K>,
): TE.TaskEither<DomainError, WriteReply<K>> =>
  second === undefined
    ? write(call, first)
    : pipe(
        write(call, first),
        TE.chain((done) =>
          done.refusedWhole ? TE.right(done) : TE.bimap(halfDone(done), both(done))(write(call, second)),
        ),
      )

/**
 * Makes the `write` of a list and its `cost`, both by the calls of `stepsOf`.
 */
export const writing = <K extends Kind>(
  kinds: ReadonlyArray<K>,
  config: WechatConfig,
  write: Write<K>,
): Required<Pick<ListDriver<K>, 'write' | 'cost'>> => ({
  write: (call, operation) =>
    operation._tag === 'CopyPool' ? TE.left(noCopyPool(call)) : inTurn(write, call, stepsOf(kinds, config, operation)),
  cost: costIn(kinds, config),
})
