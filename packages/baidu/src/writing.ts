import {
  type DomainError,
  type DomainSet,
  type Kind,
  type WriteOperation,
  type WriteReply,
  afterRead,
  difference,
  domainsOf,
  fromKinds,
  sameDomains,
} from '@mini-domains/core'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { type Readings } from './config.js'
import { type ListShape, filledKinds } from './list-shape.js'

type SetOperation<K extends Kind> = Extract<WriteOperation<K>, { readonly _tag: 'Set' }>

/**
 * Sends one action with the domains of these kinds.
 */
export type Act<K extends Kind> = (
  action: 'add' | 'delete' | 'set',
  kinds: ReadonlyArray<K>,
  domains: DomainSet<K>,
) => TE.TaskEither<DomainError, WriteReply<K>>

// The first call has changed the list, so whatever became of the second, only a look tells how the list is now.
const half = (error: DomainError): DomainError => ({
  ...error,
  message: `some kinds were set, but others could not be emptied after it: ${error.message}`,
  fate: 'unknown',
  modification: 'spent',
  retry: afterRead,
})

const both = <K extends Kind>(
  fill: TE.TaskEither<DomainError, WriteReply<K>>,
  empty: TE.TaskEither<DomainError, WriteReply<K>>,
): TE.TaskEither<DomainError, WriteReply<K>> =>
  pipe(
    fill,
    TE.chain((filled) => {
      if (filled.refusedWhole) return TE.right(filled)
      return TE.bimap(half, (emptied: WriteReply<K>): WriteReply<K> => ({
        ...emptied,
        refusedWhole: false,
        modification: 'spent',
      }))(empty)
    }),
  )

/**
 * Overwrites a list. Kinds that the change does not name are repeated, since what a `set` does to a kind left out is not
 * documented. A kind that is to be empty cannot be sent (470015), so what it lists is deleted after the others are set
 * (docs/vendors/baidu.md B.1.3).
 */
const overwrite = <K extends Kind>(
  shape: ListShape<K>,
  readings: Readings,
  act: Act<K>,
  { domains, named, observed }: SetOperation<K>,
): TE.TaskEither<DomainError, WriteReply<K>> => {
  const isSent = (kind: K): boolean => readings.setSends === 'every-kind' || named.includes(kind)
  const filled = filledKinds(shape, domains).filter(isSent)
  const emptied = filledKinds(shape, observed).filter((kind) => named.includes(kind) && !filled.includes(kind))
  if (readings.emptySet === 'send') return act('set', [...filled, ...emptied], domains)
  if (emptied.length === 0) return act('set', filled, domains)
  const clear = act('delete', emptied, observed)
  return sameDomains(filled, domains, observed) ? clear : both(act('set', filled, domains), clear)
}

const beyond = <K extends Kind>(named: ReadonlyArray<K>, set: DomainSet<K>, other: DomainSet<K>): DomainSet<K> =>
  fromKinds(named, (kind) => difference(domainsOf(set, kind), domainsOf(other, kind)))

/**
 * Does the work of a `set` by an `add` and a `delete` of the named kinds, which repeat nothing of the others.
 */
const piecemeal = <K extends Kind>(
  shape: ListShape<K>,
  act: Act<K>,
  { domains, named, observed }: SetOperation<K>,
): TE.TaskEither<DomainError, WriteReply<K>> => {
  const gained = beyond(named, domains, observed)
  const gone = beyond(named, observed, domains)
  const give = act('add', filledKinds(shape, gained), gained)
  const take = act('delete', filledKinds(shape, gone), gone)
  if (filledKinds(shape, gained).length === 0) return take
  return filledKinds(shape, gone).length === 0 ? give : both(give, take)
}

/**
 * Overwrites a list; where the whole call is refused for a domain outside the pool, it may be an old one of a kind that was
 * only repeated. Nothing was changed then, and the named kinds are changed without the others.
 */
const overwriteOrPiecemeal = <K extends Kind>(
  shape: ListShape<K>,
  readings: Readings,
  act: Act<K>,
  operation: SetOperation<K>,
): TE.TaskEither<DomainError, WriteReply<K>> => {
  const repeats =
    readings.setSends === 'every-kind' &&
    filledKinds(shape, operation.observed).some((kind) => !operation.named.includes(kind))
  return pipe(
    overwrite(shape, readings, act, operation),
    TE.chain((reply) =>
      repeats && reply.refusedWhole && reply.otherwise === 'not-in-pool'
        ? piecemeal(shape, act, operation)
        : TE.right(reply),
    ),
  )
}

/**
 * Makes the `write` of a list: one call for each change, except a `set` that clears a kind while it changes another.
 */
export const writing = <K extends Kind>(
  shape: ListShape<K>,
  readings: Readings,
  act: Act<K>,
  adopt: TE.TaskEither<DomainError, WriteReply<K>>,
  operation: WriteOperation<K>,
): TE.TaskEither<DomainError, WriteReply<K>> => {
  switch (operation._tag) {
    case 'Add':
      return act('add', filledKinds(shape, operation.domains), operation.domains)
    case 'Delete':
      return act('delete', filledKinds(shape, operation.domains), operation.domains)
    case 'Set':
      return overwriteOrPiecemeal(shape, readings, act, operation)
    case 'Adopt':
      return adopt
  }
}
