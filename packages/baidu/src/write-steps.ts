import { type DomainSet, type Kind, domainsOf } from '@mini-domains/core'
import { type WriteOperation, difference, fromKinds } from '@mini-domains/core/adapter'
import { type Readings } from './config.js'
import { type ListShape, filledKinds } from './list-shape.js'

/**
 * One call of a write: an action with the domains of these kinds.
 */
export interface Step<K extends Kind> {
  readonly action: 'add' | 'delete' | 'set'
  readonly kinds: ReadonlyArray<K>
  readonly domains: DomainSet<K>
}

/**
 * The calls of a write, one after the other. The vendor counts each as a modification.
 */
export type Steps<K extends Kind> = readonly [first: Step<K>, second?: Step<K>]

/**
 * A write that names its domains.
 */
export type Edit<K extends Kind> = Exclude<WriteOperation<K>, { readonly _tag: 'Adopt' }>

/**
 * A write that overwrites.
 */
export type Overwrite<K extends Kind> = Extract<WriteOperation<K>, { readonly _tag: 'Set' }>

const stepOf = <K extends Kind>(shape: ListShape<K>, action: Step<K>['action'], domains: DomainSet<K>): Step<K> => ({
  action,
  kinds: filledKinds(shape, domains),
  domains,
})

const beyond = <K extends Kind>(named: ReadonlyArray<K>, set: DomainSet<K>, other: DomainSet<K>): DomainSet<K> =>
  fromKinds(named, (kind) => difference(domainsOf(set, kind), domainsOf(other, kind)))

/**
 * Does the work of a `set` by an `add` and a `delete` of the named kinds, which repeat nothing of the others.
 */
export const piecemealSteps = <K extends Kind>(
  shape: ListShape<K>,
  { domains, named, observed }: Overwrite<K>,
): Steps<K> => {
  const give = stepOf(shape, 'add', beyond(named, domains, observed))
  const take = stepOf(shape, 'delete', beyond(named, observed, domains))
  if (give.kinds.length === 0) return [take]
  return take.kinds.length === 0 ? [give] : [give, take]
}

/**
 * Overwrites a list. Kinds that the change does not name are repeated, since what a `set` does to a kind left out is not
 * documented. A kind that is to be empty cannot be sent (470015), so what it lists is deleted after the others are set; where
 * nothing is gained, all that has to go is deleted in one call (docs/vendors/baidu.md B.1.3).
 */
const overwriteSteps = <K extends Kind>(shape: ListShape<K>, readings: Readings, operation: Overwrite<K>): Steps<K> => {
  const { domains, named, observed } = operation
  const isSent = (kind: K): boolean => readings.setSends === 'every-kind' || named.includes(kind)
  const filled = filledKinds(shape, domains).filter(isSent)
  const emptied = filledKinds(shape, observed).filter((kind) => named.includes(kind) && !filled.includes(kind))
  if (readings.emptySet === 'send') return [{ action: 'set', kinds: [...filled, ...emptied], domains }]
  const fill: Step<K> = { action: 'set', kinds: filled, domains }
  if (emptied.length === 0) return [fill]
  const pieces = piecemealSteps(shape, operation)
  return pieces[1] === undefined ? pieces : [fill, { action: 'delete', kinds: emptied, domains: observed }]
}

/**
 * Splits a write into its calls: one for each, except a `set` that clears a kind while another gains something.
 */
export const stepsOf = <K extends Kind>(shape: ListShape<K>, readings: Readings, operation: Edit<K>): Steps<K> => {
  switch (operation._tag) {
    case 'Add':
      return [stepOf(shape, 'add', operation.domains)]
    case 'Delete':
      return [stepOf(shape, 'delete', operation.domains)]
    case 'Set':
      return overwriteSteps(shape, readings, operation)
  }
}

/**
 * Counts the modifications of a write, where Baidu takes it as it is sent: its calls.
 */
export const costIn =
  <K extends Kind>(shape: ListShape<K>, readings: Readings) =>
  (operation: WriteOperation<K>): number =>
    operation._tag === 'Adopt' ? 1 : stepsOf(shape, readings, operation).length
