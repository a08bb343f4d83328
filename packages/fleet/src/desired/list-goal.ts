import { type DomainSet, type Kind, type Refusal } from '@mini-domains/core'
import { type Domain, type ListCapabilities, fromKinds, hostOf, parseDomain, refusal } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import { type AppSettings, type Reason, type DesiredPart, desiredKinds, desiredDomains } from './app-settings.js'
import { type DesiredState } from './desired-state.js'
import { type ListAddress, type ListName, listNames } from '../lists/list-address.js'
import { type Selection, globMatcher, poolShare } from './selection.js'

/**
 * What a list is to be: canonical, with the reason of each domain. Made once for all apps that want the same.
 */
export interface WantedList {
  readonly domains: DomainSet<Kind>
  readonly reasons: ReadonlyMap<string, Reason>
}

/**
 * Names a domain of a kind.
 */
export const domainKey = (kind: Kind, domain: Domain): string => `${kind} ${domain}`

// Of a list that the vendor does not have no kind is right, so it says why there is none.
const unlisted = (kind: Kind, { kinds, get }: ListCapabilities<Kind>): Refusal =>
  kinds.length === 0 && get._tag === 'Cannot'
    ? { ...refusal(kind, '', 'unknown-kind', ''), hint: get.why }
    : refusal(kind, '', 'unknown-kind', kinds.join(', '))

/**
 * Works out what a list is to be, by the rules of its vendor; or all that the vendor would refuse. `undefined` where nothing
 * is asked of the list.
 */
const wantedList = (
  capabilities: ListCapabilities<Kind>,
  parts: ReadonlyArray<DesiredPart>,
  list: ListName,
): E.Either<ReadonlyArray<Refusal>, WantedList> | undefined => {
  const kinds = desiredKinds(parts, list)
  if (kinds.length === 0) return undefined
  const { ports, forbiddenHosts } = capabilities.limits
  const rules = { ports: ports.value, forbiddenHosts: forbiddenHosts.value }
  const missing = kinds.filter((kind) => !capabilities.kinds.includes(kind))
  const refusals = missing.map((kind) => unlisted(kind, capabilities))
  const domains = new Map<Kind, Set<Domain>>(kinds.map((kind) => [kind, new Set()]))
  const reasons = new Map<string, Reason>()
  for (const { kind, text, source, name, at } of desiredDomains(parts, list)) {
    const parsed = parseDomain(kind, rules)(text)
    if (E.isLeft(parsed)) refusals.push(parsed.left)
    else {
      domains.get(kind)?.add(parsed.right)
      const place = at === undefined ? {} : { at }
      reasons.set(domainKey(kind, parsed.right), {
        kind,
        domain: parsed.right,
        intent: 'present',
        source,
        name,
        ...place,
      })
    }
  }
  return refusals.length > 0
    ? E.left(refusals)
    : E.right({ domains: fromKinds(kinds, (kind) => [...(domains.get(kind) ?? [])]), reasons })
}

/**
 * What happens to domains that nothing asks for.
 */
export interface Handling {
  /** Others put it there, and `keep` says that it stays. */
  readonly keeps: (domain: Domain) => boolean
  /** It is kept, or nothing is taken off here, and no migration takes it. */
  readonly stays: (domain: Domain) => boolean
}

/**
 * Makes the test of what is kept: a glob is tried on the whole domain and on its host.
 */
const keeper = (globs: ReadonlyArray<string>): ((domain: Domain) => boolean) => {
  const matches = globMatcher(globs)
  return (domain) => matches(domain) || matches(hostOf(domain))
}

const handlingOf = ({ keep, policy, leaves }: Pick<AppSettings, 'keep' | 'policy' | 'leaves'>): Handling => {
  const keeps = keeper(keep)
  return { keeps, stays: (domain) => keeps(domain) || (policy === 'add-only' && leaves?.(domain) !== true) }
}

/**
 * What is wanted of a list, and what happens to the rest of it.
 */
export interface ListGoal {
  readonly wanted: E.Either<ReadonlyArray<Refusal>, WantedList> | undefined
  readonly handling: Handling
}

/**
 * Works out the goal of a list.
 */
const listGoal = (
  capabilities: ListCapabilities<Kind>,
  { parts, ...handling }: Pick<AppSettings, 'parts' | 'keep' | 'policy' | 'leaves'>,
  { list }: ListAddress,
): ListGoal => ({ wanted: wantedList(capabilities, parts, list), handling: handlingOf(handling) })

/**
 * The same, made once for all apps that share their settings.
 */
export const goalCache = () => {
  const goals = new Map<string, ListGoal>()
  return (capabilities: ListCapabilities<Kind>, settings: AppSettings, address: ListAddress): ListGoal => {
    if (settings.group === undefined) return listGoal(capabilities, settings, address)
    const key = `${address.vendor} ${address.list} ${settings.group}`
    const known = goals.get(key) ?? listGoal(capabilities, settings, address)
    goals.set(key, known)
    return known
  }
}

/**
 * Works out the goal of one list of a pool; `undefined` where nothing is asked of it.
 */
export const poolGoal = (
  { content, at, leaves }: DesiredState,
  capabilities: ListCapabilities<Kind>,
  address: ListAddress,
): ListGoal | undefined => {
  const { pools = {} } = content
  const pool = Object.hasOwn(pools, address.vendor) ? pools[address.vendor] : undefined
  if (pool === undefined) return undefined
  const place = (path: string): string => at(`pools.${address.vendor}.${path}`)
  const parts = [{ lists: pool, source: 'pool' as const, name: address.vendor, at: place }]
  const keep = [...(content.keep ?? []), ...(pool.keep ?? [])]
  const policy = pool.policy ?? content.policy ?? 'sync'
  const goal = listGoal(capabilities, { parts, keep, policy, ...(leaves === undefined ? {} : { leaves }) }, address)
  return goal.wanted === undefined ? undefined : goal
}

/**
 * The addresses of all lists of the pools that a desired state names, as far as they belong to the apps that were selected, or are of one
 * of the vendors that are named besides.
 */
export const poolAddresses = (
  { content }: DesiredState,
  select: Selection | undefined,
  besides: ReadonlySet<string> = new Set(),
): ReadonlyArray<ListAddress> =>
  Object.keys(content.pools ?? {})
    .filter((vendor) => besides.has(vendor) || poolShare(select, vendor) !== 'none')
    .flatMap((vendor) => listNames.map((list) => ({ vendor, list })))
