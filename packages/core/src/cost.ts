import * as E from 'fp-ts/lib/Either.js'
import { admit } from './admission.js'
import { type CheckedChange } from './check.js'
import { type DomainError } from './domain-error.js'
import { type DomainSet } from './domain-set.js'
import { type ListDriver, type WriteOperation } from './driver.js'
import { type Kind } from './kind.js'
import { type Aim } from './settlement.js'
import { type Target } from './target.js'

const counted = <K extends Kind>({ cost }: ListDriver<K>, operation: WriteOperation<K>): number =>
  cost === undefined ? 1 : cost(operation)

/**
 * Counts the modifications that a checked change would spend on a list as it was observed: the same aim that `modify` would
 * hand to the driver, counted by the driver. Nothing is sent.
 */
export const costOf = <K extends Kind>(
  target: Pick<Target<K>, 'call' | 'driver' | 'capabilities'>,
  change: CheckedChange<K>,
  observed: DomainSet<K>,
): E.Either<DomainError, number> =>
  change._tag === 'Adopt'
    ? E.right(counted(target.driver, change))
    : E.map((aim: Aim<K>) => (aim.wishes.length === 0 ? 0 : counted(target.driver, aim.operation)))(
        admit(target, change, observed),
      )
