import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { type DomainError } from '../error/domain-error.js'
import { type DomainSet, difference, domainsOf } from '../domain/domain-set.js'
import { type Kind } from '../domain/kind.js'
import { type ItemOutcome, type Outcome, accepted, already, rejected } from './outcome.js'
import { rejection } from '../error/rejection.js'
import { type ListedDomains } from '../domain/pool-version.js'
import { type Target } from './target.js'
import { evidenceOf } from '../error/details.js'
import { spentOf } from './spent.js'
import { afterWrite, read, retryAfterRead, write } from './send.js'

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
 * Copies the platform pool into the list, and tells what came, what stayed and what went.
 */
export const copyPool = <K extends Kind>(
  target: Target<K>,
  before: ListedDomains<K>,
): TE.TaskEither<DomainError, Outcome<K>> =>
  pipe(
    write(target, { _tag: 'CopyPool' }),
    TE.mapLeft(retryAfterRead),
    TE.chain((reply) =>
      pipe(
        read(target),
        TE.bimap(afterWrite(reply), (after): Outcome<K> => ({
          change: 'copyPool',
          items: copied(target.capabilities.kinds, before.domains, after.domains),
          before,
          ...spentOf(reply),
          ...evidenceOf(reply),
        })),
      ),
    ),
  )
