import { type Bilingual, type DomainSet, type Kind, domainsOf } from '@mini-domains/core'
import { type Store, hostOf, matchCapability, readDomain } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import { type DesiredDomain, desiredDomains, settingsFor } from '../desired/app-settings.js'
import { type DesiredState } from '../desired/desired-state.js'
import { type FleetApp } from '../desired/fleet-app.js'
import { namesHost } from '../desired/moved-host.js'
import { type ErrorNote, noteOf } from '../error/error-note.js'
import { type ListAddress, type ListName, listNames, listsAt } from '../lists/list-address.js'
import { type FleetVendor, type OpenList, openList } from '../lists/open-list.js'
import { coveringHost, hostsOf } from '../plan/pool-coverage.js'
import { monthOf, remainingOf, spendingOf } from '../state/budget.js'

/**
 * Where a host stands in one list of an app. What is `undefined` could not be told; `error` says why the list could not be read.
 */
export interface ListExplanation {
  readonly list: ListName
  /** Who asks for it there, and where that is written. */
  readonly desired: ReadonlyArray<DesiredDomain>
  /** Whether the list takes only what the pool covers. */
  readonly poolRequired: boolean
  /** The entry of the pool that covers it: the host itself or a parent; `null` where none does. `undefined` where no pool is asked for. */
  readonly pool?: string | null
  readonly configured?: ReadonlyArray<Kind>
  readonly effective?: ReadonlyArray<Kind>
  /** Modifications that are left this month, where a limit is known. */
  readonly remaining?: number
  /** `uncounted` where the vendor counts no modifications. */
  readonly modifications?: 'uncounted'
  /** How a domain comes into the pool, where the vendor has a way of its own. */
  readonly poolHint?: Bilingual
  readonly error?: ErrorNote
}

/**
 * All that is known of a host in the lists of an app.
 */
export interface Explanation {
  readonly host: string
  readonly vendor: string
  readonly app: string
  /** Where the desired state has the app; `undefined` where it does not. */
  readonly at?: string
  readonly name?: string
  readonly frozen: boolean
  readonly lists: ReadonlyArray<ListExplanation>
}

/**
 * What a host of an app is looked up with.
 */
export interface ExplainOptions {
  readonly desired: DesiredState
  readonly vendor: FleetVendor
  readonly address: { readonly vendor: string; readonly app: string }
  /** The app as the desired state has it. */
  readonly app: FleetApp | undefined
  readonly store: Pick<Store, 'get'> | undefined
  /** Milliseconds since 1970: whose month the budget is of. */
  readonly now: number
}

/**
 * The host of an address as people paste it: any scheme, capitals, a user, a port, a path and a query are left out. `undefined` where there is
 * none.
 */
export const pastedHost = (text: string): string | undefined => {
  const authority = text
    .trim()
    .replace(/^["'<(]+|[>"')]+$/g, '')
    .replace(/^[a-z][a-z\d+.-]*:\/\//i, '')
    .replace(/[/?#\\].*$/s, '')
    .replace(/^.*@/s, '')
  const host = hostOf(readDomain('any', authority)).replace(/\.$/, '')
  return /^[a-z\d](?:[a-z\d.-]*[a-z\d])?$/.test(host) && host.includes('.') ? host : undefined
}

const kindsWith = (kinds: ReadonlyArray<Kind>, set: DomainSet<Kind>, host: string): ReadonlyArray<Kind> =>
  kinds.filter((kind) => domainsOf(set, kind).some((domain) => hostOf(domain) === host))

const poolOf = async (
  { vendor, address }: ExplainOptions,
  list: ListName,
  host: string,
): Promise<Pick<ListExplanation, 'pool'>> => {
  const pool = openList(vendor, { vendor: address.vendor, list })
  const found = await pool.get()
  if (E.isLeft(found)) return {}
  const hosts = new Set(hostsOf(pool.capabilities.kinds, found.right.domains))
  return { pool: coveringHost(hosts, host) ?? null }
}

const budgetOf = async (
  { store, now }: ExplainOptions,
  { capabilities }: OpenList,
  address: ListAddress,
): Promise<Pick<ListExplanation, 'remaining'>> => {
  const limit = capabilities.limits.monthlyModifications?.value
  if (store === undefined) return limit === undefined ? {} : { remaining: limit }
  const spending = await spendingOf(store, address, monthOf(now))
  const remaining = E.isLeft(spending) ? undefined : remainingOf(spending.right, limit)
  return remaining === undefined ? {} : { remaining }
}

const explainList = async (
  options: ExplainOptions,
  host: string,
  list: ListName,
  desired: ReadonlyArray<DesiredDomain>,
): Promise<ListExplanation> => {
  const address: ListAddress = { ...options.address, list }
  const open = openList(options.vendor, address)
  const { kinds, effective: canTell, limits, modifications, hints } = open.capabilities
  const poolHint = hints?.['not-in-pool']
  const poolRequired = limits.poolRequired?.value === true
  const pool = poolRequired ? await poolOf(options, list, host) : {}
  const about = {
    list,
    desired,
    poolRequired,
    ...pool,
    ...(await budgetOf(options, open, address)),
    ...(modifications === undefined ? {} : { modifications }),
    ...(poolHint === undefined ? {} : { poolHint }),
  }
  const read = await open.get()
  if (E.isLeft(read)) return { ...about, error: noteOf(read.left) }
  const configured = kindsWith(kinds, read.right.domains, host)
  const asks = matchCapability({ can: () => true, cannot: () => false, unverified: () => true })(canTell)
  const live = asks ? await open.effective() : undefined
  if (live === undefined || E.isLeft(live)) return { ...about, configured }
  return { ...about, configured, effective: kindsWith(kinds, live.right.effective, host) }
}

/**
 * Finds out how a host stands in the lists of an app: those in which it is desired, or all where it is in none. Writes nothing.
 */
export const explain = async (options: ExplainOptions, host: string): Promise<Explanation> => {
  const { desired, address, app, vendor } = options
  const settings = app === undefined ? undefined : settingsFor(desired)(app)
  const wanted = listNames.map((list) => ({
    list,
    domains: desiredDomains(settings?.parts ?? [], list).filter(({ text }) => namesHost(text, host)),
  }))
  const asked = wanted.filter(({ domains }) => domains.length > 0)
  const lists: Array<ListExplanation> = []
  const has = listsAt(vendor.provider.capabilities.app)
  for (const { list, domains } of asked.length > 0 ? asked : wanted.filter(({ list }) => has.includes(list)))
    lists.push(await explainList(options, host, list, domains))
  const name = app?.app.name
  return {
    host,
    ...address,
    ...(app === undefined ? {} : { at: app.at }),
    ...(name === undefined ? {} : { name }),
    frozen: settings?.frozen ?? false,
    lists,
  }
}
