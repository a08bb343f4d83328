import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { type DomainError } from '../error/domain-error.js'
import { type DomainSet, difference, domainsOf } from '../domain/domain-set.js'
import { type Kind } from '../domain/kind.js'
import { type ItemOutcome, accepted, already, rejected } from './outcome.js'
import { rejection } from '../error/rejection.js'
import { evidenceOf } from '../error/details.js'
import { type ChangeEnd, type KnownList } from './change-queue.js'
import { withKinds } from './diff.js'
import { type Target, afterWrite, read, retryAfterRead, write } from './list-calls.js'
import { spentOf } from './spent.js'

const copied = <K extends Kind>(
  kinds: ReadonlyArray<K>,
  before: DomainSet<K>,
  after: DomainSet<K>,
): ReadonlyArray<ItemOutcome<K>> =>
  kinds.flatMap((kind) => {
    const added = difference(domainsOf(after, kind), domainsOf(before, kind))
    const kept = difference(domainsOf(after, kind), added)
    const gone = difference(domainsOf(before, kind), domainsOf(after, kind))
    return [
      ...kept.map((domain) => already(kind, domain, 'present')),
      ...added.map((domain) => accepted(kind, domain, 'present')),
      ...gone.map((domain) => rejected(kind, domain, 'present', rejection('lost'))),
    ]
  })

/**
 * Copies the platform pool into the list, and tells what came, what stayed and what went. It is about every kind, so a list that leaves
 * one out, before or after, tells too little: before, nothing is sent.
 */
export const copyPool = <K extends Kind>(
  target: Target<K>,
  { listed: before }: KnownList<K>,
): TE.TaskEither<DomainError, ChangeEnd<K>> => {
  const { kinds } = target.capabilities
  const whole = withKinds(target.call, kinds)
  return pipe(
    TE.fromEither(whole(before)),
    TE.chain(() => TE.mapLeft(retryAfterRead)(write(target, { _tag: 'CopyPool' }))),
    TE.chain((reply) =>
      pipe(
        read(target),
        TE.chainEitherK(whole),
        TE.bimap(afterWrite(reply), (after): ChangeEnd<K> => ({
          outcome: {
            change: 'copyPool',
            items: copied(kinds, before.domains, after.domains),
            before,
            after,
            ...spentOf(reply),
            ...evidenceOf(reply),
          },
          known: { listed: after, by: 'vendor' },
        })),
      ),
    ),
  )
}
