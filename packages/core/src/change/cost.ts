import * as E from 'fp-ts/lib/Either.js'
import { type CheckedChange } from './change.js'
import { type DomainError } from '../error/domain-error.js'
import { type WriteOperation } from '../provider/driver.js'
import { type Kind } from '../domain/kind.js'
import { type ListedDomains, viewOf } from '../domain/domain-set.js'
import { type Diff, checkedDiff } from './diff.js'
import { type Target } from './list-calls.js'

const counted = <K extends Kind>(
  { driver, call }: Pick<Target<K>, 'driver' | 'call'>,
  operation: WriteOperation<K>,
): number => (driver.cost === undefined ? 1 : driver.cost(operation, call.version))

/**
 * Counts the modifications that a checked change would spend on a list as it was observed: the same diff that `modify` would
 * hand to the driver, counted by the driver. Nothing is sent.
 */
export const costOf = <K extends Kind>(
  target: Pick<Target<K>, 'call' | 'driver' | 'capabilities'>,
  change: CheckedChange<K>,
  observed: ListedDomains<K>,
): E.Either<DomainError, number> =>
  change._tag === 'CopyPool'
    ? E.right(counted(target, change))
    : E.map((diff: Diff<K>) => (diff.items.length === 0 ? 0 : counted(target, diff.operation)))(
        checkedDiff(target, change, viewOf(target.capabilities.kinds, target.call.version, observed)),
      )
