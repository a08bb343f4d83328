import { type Bilingual, type DomainSet, type Kind, domainsOf } from '@mini-domains/core'
import {
  type Domain,
  type KindDomain,
  type ListCapabilities,
  fromKinds,
  listDiff,
  parseDomain,
  withoutScheme,
} from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import { type AppSettings, isLookedAt, settingsFor } from '../desired/app-settings.js'
import { type DesiredState } from '../desired/desired-state.js'
import { type FleetApp, type FleetRow, appsOf } from '../desired/fleet-app.js'
import { type ListGoal, goalCache } from '../desired/list-goal.js'
import { rowDiagnostics } from '../desired/row-diagnostic.js'
import { selectableOf, selector } from '../desired/selection.js'
import { type ListAddress, type ListName, listsAt } from '../lists/list-address.js'
import {
  type FleetVendor,
  type FleetVendors,
  type RetryContext,
  openList,
  retryingList,
  vendorOf,
} from '../lists/open-list.js'
import { inOrder } from '../plan/in-order.js'
import { readAndCompare } from '../plan/list-plan.js'
import { type PlanBlocked } from '../plan/plan-line.js'
import { type PlanOptions } from '../plan/plan-options.js'
import { type FleetState, stateOfBlocked } from '../verify/fleet-state.js'

/**
 * A domain of a list of an app, as a desired state writes it.
 */
export interface ListedDomain {
  readonly list: ListName
  readonly kind: Kind
  readonly domain: string
}

/**
 * An app whose lists were read.
 */
export interface ExistingApp {
  readonly _tag: 'Existing'
  readonly app: FleetApp
  /** The profile that holds for it. */
  readonly profile: string | undefined
  /** What it has, and nothing asks for or keeps. */
  readonly unasked: ReadonlyArray<ListedDomain>
  /** What is asked for, and it lacks. */
  readonly lacking: ReadonlyArray<ListedDomain>
  /** What it has, and no desired state can ask for, since it is against the rules of the vendor. */
  readonly unwritable: ReadonlyArray<ListedDomain>
  /** Its lists of hosts to prefetch that could not be compared, which does not keep the others from it. */
  readonly unread: ReadonlyArray<UnreadApp>
}

/**
 * An app of which a list could not be compared, or a row that is no app.
 */
export interface UnreadApp {
  readonly _tag: 'Unread'
  readonly address: ListAddress
  readonly name: string | undefined
  readonly profile: string | undefined
  readonly state: FleetState
  /** What kept it from being compared, and what to do next. */
  readonly detail: Bilingual
}

/**
 * What was found of one row: of an app that was not chosen, only its profile.
 */
export type FoundApp = ExistingApp | UnreadApp | { readonly _tag: 'NotChosen'; readonly profile: string | undefined }

/**
 * How what exists is read.
 */
export interface ExistingOptions extends Pick<
  PlanOptions,
  'openLines' | 'concurrency' | 'select' | 'signal' | 'clock'
> {
  /** Only this list. By default each that the vendor has, hosts to prefetch only where the desired state names them. */
  readonly list?: ListName
}

interface ExistingReader {
  readonly desired: DesiredState
  readonly vendors: FleetVendors
  readonly retry: RetryContext
  readonly settings: (app: FleetApp) => AppSettings
  readonly goal: ReturnType<typeof goalCache>
  readonly selects: ReturnType<typeof selector>
  readonly list: ListName | undefined
}

interface ComparedList {
  readonly unasked: ReadonlyArray<ListedDomain>
  readonly lacking: ReadonlyArray<ListedDomain>
  readonly unwritable: ReadonlyArray<ListedDomain>
}

const profileOf = ({ parts }: AppSettings): string | undefined => parts.find(({ source }) => source === 'profile')?.name

/** The shortest spelling that a desired state reads as this domain. */
const writtenDomain = ({ limits }: ListCapabilities<Kind>, kind: Kind, domain: Domain): string | undefined => {
  const parsed = parseDomain(kind, { ports: limits.ports.value, forbiddenHosts: limits.forbiddenHosts.value })
  return [withoutScheme(domain), domain].find((text) => {
    const read = parsed(text)
    return E.isRight(read) && read.right === domain
  })
}

// A kind that nothing asks for counts here too: what it lists exists as well.
const compared = (
  capabilities: ListCapabilities<Kind>,
  list: ListName,
  observed: DomainSet<Kind>,
  { wanted, handling }: ListGoal,
): ComparedList => {
  const { kinds } = capabilities
  const asked = wanted === undefined || E.isLeft(wanted) ? undefined : wanted.right.domains
  const all = fromKinds(kinds, (kind) => (asked === undefined ? [] : domainsOf(asked, kind)))
  const difference = listDiff(kinds, observed, all, handling.keeps)
  const found = (difference?.deletes ?? []).map((one) => ({
    one,
    written: writtenDomain(capabilities, one.kind, one.domain),
  }))
  const listed = ({ kind, domain }: KindDomain<Kind>): ListedDomain => ({ list, kind, domain })
  return {
    unasked: found.flatMap(({ one, written }) => (written === undefined ? [] : [{ ...listed(one), domain: written }])),
    lacking: (difference?.adds ?? []).map(listed),
    unwritable: found.flatMap(({ one, written }) => (written === undefined ? [listed(one)] : [])),
  }
}

const notCompared = (
  { app }: FleetApp,
  profile: string | undefined,
  { address, detail, error, reason }: PlanBlocked,
): UnreadApp => ({
  _tag: 'Unread',
  address,
  name: app.name,
  profile,
  state: stateOfBlocked({ reason, ...(error === undefined ? {} : { error }) }),
  detail: error === undefined ? detail : error.hint,
})

const readApp = async (reader: ExistingReader, vendor: FleetVendor, found: FleetApp): Promise<FoundApp> => {
  const { app } = found
  const settings = reader.settings(found)
  const profile = profileOf(settings)
  const lists: Array<ComparedList> = []
  const unread: Array<UnreadApp> = []
  const isAsked = (list: ListName): boolean =>
    reader.list === undefined ? isLookedAt(settings.parts, list) : reader.list === list
  for (const list of listsAt(vendor.provider.capabilities.app).filter(isAsked)) {
    const address = { vendor: app.vendor, app: app.id, list }
    const open = retryingList(openList(vendor, address), reader.retry)
    const goal = reader.goal(open.capabilities, settings, address)
    const read = await readAndCompare(open, address, goal)
    if (read._tag !== 'Unread' && read._tag !== 'Refused')
      lists.push(compared(open.capabilities, list, read.observed, goal))
    else if (list === 'prefetch' && reader.list !== list) unread.push(notCompared(found, profile, read.line))
    else return notCompared(found, profile, read.line)
  }
  return {
    _tag: 'Existing',
    app: found,
    profile,
    unasked: lists.flatMap(({ unasked }) => unasked),
    lacking: lists.flatMap(({ lacking }) => lacking),
    unwritable: lists.flatMap(({ unwritable }) => unwritable),
    unread,
  }
}

const readRow = async (reader: ExistingReader, row: FleetRow): Promise<ReadonlyArray<FoundApp>> => {
  if (E.isRight(row) && !reader.selects(selectableOf(row.right)))
    return [{ _tag: 'NotChosen', profile: profileOf(reader.settings(row.right)) }]
  const wrong = rowDiagnostics(reader.desired, reader.vendors, row)
  const vendor = E.isLeft(row) ? undefined : vendorOf(reader.vendors, row.right.app.vendor)
  if (E.isLeft(row) || vendor === undefined || wrong.length > 0)
    return wrong.map(({ address, message }) => ({
      _tag: 'Unread',
      address,
      name: undefined,
      profile: undefined,
      state: 'unreadable',
      detail: message,
    }))
  return [await readApp(reader, vendor, row.right)]
}

async function* untilStopped(rows: AsyncIterable<FleetRow>, signal: AbortSignal | undefined): AsyncGenerator<FleetRow> {
  for await (const row of rows) {
    if (signal?.aborted === true) return
    yield row
  }
}

/**
 * Reads what the chosen apps have, and compares it with what is desired: each app of the desired state in its order. An app that was
 * not chosen is not read. Nothing is written at any vendor.
 */
export async function* readExisting(
  desired: DesiredState,
  vendors: FleetVendors,
  options: ExistingOptions,
): AsyncGenerator<FoundApp> {
  const { clock, signal, select, openLines, list, concurrency = 32 } = options
  const reader: ExistingReader = {
    desired,
    vendors,
    retry: { clock, signal },
    settings: settingsFor(desired),
    goal: goalCache(),
    selects: selector(select),
    list,
  }
  const rows = untilStopped(appsOf(desired, openLines), signal)
  for await (const found of inOrder(rows, concurrency, (row) => readRow(reader, row))) yield* found
}
