import { type DomainSet, type Kind, domainsOf } from '@mini-domains/core'
import { type WriteOperation, difference, fromKinds, sizeOf } from '@mini-domains/core/adapter'
import { type WechatConfig } from './config.js'

/**
 * The readings on which the calls of a `set` depend.
 */
export type SetReadings = Pick<WechatConfig, 'setSends' | 'emptySet'>

/**
 * One call of a write, under WeChat's name of the action.
 */
export interface Step<K extends Kind> {
  readonly action: 'add' | 'delete' | 'set'
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

type Overwrite<K extends Kind> = Extract<WriteOperation<K>, { readonly _tag: 'Set' }>

const pick = <K extends Kind>(kinds: ReadonlyArray<K>, set: DomainSet<K>): DomainSet<K> =>
  fromKinds(kinds, (kind) => domainsOf(set, kind))

const beyond = <K extends Kind>(named: ReadonlyArray<K>, set: DomainSet<K>, other: DomainSet<K>): DomainSet<K> => {
  const extra = (kind: K) => difference(domainsOf(set, kind), domainsOf(other, kind))
  return fromKinds(
    named.filter((kind) => extra(kind).length > 0),
    extra,
  )
}

/**
 * Does the work of a `set` by an `add` and a `delete`.
 */
const piecemealSteps = <K extends Kind>({ domains, named, observed }: Overwrite<K>): Steps<K> => {
  const wanted = beyond(named, domains, observed)
  const gone = beyond(named, observed, domains)
  const take: Step<K> = { action: 'delete', domains: gone }
  if (sizeOf(named, wanted) === 0) return [take]
  const give: Step<K> = { action: 'add', domains: wanted }
  return sizeOf(named, gone) === 0 ? [give] : [give, take]
}

const setStep = <K extends Kind>(
  kinds: ReadonlyArray<K>,
  config: SetReadings,
  domains: DomainSet<K>,
  named: ReadonlyArray<K>,
): Step<K> => ({ action: 'set', domains: pick(config.setSends === 'named' ? named : kinds, domains) })

/**
 * Clears kinds by deleting what they list, after a `set` of the others; where nothing is gained, all that has to go is
 * deleted in one call.
 */
const clearingSteps = <K extends Kind>(
  kinds: ReadonlyArray<K>,
  config: SetReadings,
  operation: Overwrite<K>,
  cleared: ReadonlyArray<K>,
): Steps<K> => {
  const pieces = piecemealSteps(operation)
  if (pieces[1] === undefined) return pieces
  const { domains, named, observed } = operation
  const others = named.filter((kind) => !cleared.includes(kind))
  const kept = fromKinds(kinds, (kind) => domainsOf(cleared.includes(kind) ? observed : domains, kind))
  return [setStep(kinds, config, kept, others), { action: 'delete', domains: pick(cleared, observed) }]
}

const overwriteSteps = <K extends Kind>(
  kinds: ReadonlyArray<K>,
  config: SetReadings,
  operation: Overwrite<K>,
): Steps<K> => {
  const { domains, named, observed } = operation
  // Replies of some accounts leave kinds out: a `set` would have to say something of those, or leave them out, and both may
  // empty them (docs/vendors/wechat.md A.1.5).
  const reachesUntold = config.setSends !== 'named' && kinds.some((kind) => observed[kind] === undefined)
  if (reachesUntold) return piecemealSteps(operation)
  const isCleared = (kind: K): boolean => domainsOf(domains, kind).length === 0 && domainsOf(observed, kind).length > 0
  const cleared = config.emptySet === 'delete' ? named.filter(isCleared) : []
  return cleared.length === 0
    ? [setStep(kinds, config, domains, named)]
    : clearingSteps(kinds, config, operation, cleared)
}

/**
 * Splits a write into its calls: one for each, except a `set` that clears a kind under `emptySet: 'delete'` while another
 * gains something, or that could reach a kind which WeChat did not tell.
 */
export const stepsOf = <K extends Kind>(kinds: ReadonlyArray<K>, config: SetReadings, operation: Edit<K>): Steps<K> => {
  switch (operation._tag) {
    case 'Add':
      return [{ action: 'add', domains: operation.domains }]
    case 'Delete':
      return [{ action: 'delete', domains: operation.domains }]
    case 'Set':
      return overwriteSteps(kinds, config, operation)
  }
}

/**
 * Counts the modifications of a write, where WeChat takes it as it is sent: its calls.
 */
export const costIn =
  <K extends Kind>(kinds: ReadonlyArray<K>, config: SetReadings) =>
  (operation: WriteOperation<K>): number =>
    operation._tag === 'Adopt' ? 1 : stepsOf(kinds, config, operation).length
