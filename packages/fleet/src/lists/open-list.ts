import {
  type CallOptions,
  type Clock,
  type DomainChange,
  type DomainError,
  type DomainList,
  type DomainProvider,
  type DomainSet,
  type Domains,
  type EffectiveDomains,
  type Kind,
  type ListedDomains,
  type Outcome,
  domainsOf,
} from '@mini-domains/core'
import {
  type ListCapabilities,
  type ListEdit,
  type Where,
  fromKinds,
  ofRead,
  retrying,
  unreadableReply,
  messageFields,
} from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import { type PlanChange } from '../plan/plan-line.js'
import { type ListAddress } from './list-address.js'

/**
 * A vendor as the desired state names it: the provider, and the adapter that made it (named in plans).
 */
export interface FleetVendor {
  readonly provider: DomainProvider
  readonly adapter: { readonly name: string; readonly version: string }
}

/**
 * The vendors of a fleet, by their names in the desired state.
 */
export type FleetVendors = Readonly<Record<string, FleetVendor>>

/**
 * Gives the vendor of a name.
 */
export const vendorOf = (vendors: FleetVendors, name: string): FleetVendor | undefined =>
  Object.hasOwn(vendors, name) ? vendors[name] : undefined

// What was thrown may hold a secret, so only the fact is reported.
const thrown = (where: Where): DomainError => ({
  ...unreadableReply(where, {}, { path: '', expected: 'an answer of the adapter', excerpt: '' }),
  ...messageFields('the adapter threw, which is a defect of it', '适配器抛出异常（适配器自身的缺陷）'),
  hint: {
    en: 'Report it to the makers of the adapter; look at the list before changing it again.',
    zh: '请反馈给适配器的作者；再次修改前请先查看列表。',
  },
})

const caught =
  <A>(task: TE.TaskEither<DomainError, A>, error: () => DomainError): TE.TaskEither<DomainError, A> =>
  async () => {
    try {
      return await task()
    } catch {
      return E.left(error())
    }
  }

/**
 * Makes a read of an adapter that throws an error like any other, so that one app does not end the run of all.
 */
const safeRead = <A>(where: Where, task: TE.TaskEither<DomainError, A>): TE.TaskEither<DomainError, A> =>
  caught(task, () => ofRead(thrown(where)))

/**
 * The same for an answer that needs no call.
 */
const safeAnswer = <A>(where: Where, answer: () => E.Either<DomainError, A>): E.Either<DomainError, A> =>
  E.flatten(E.tryCatch(answer, () => ofRead(thrown(where))))

/**
 * The same for a write: nobody can tell what became of it without looking.
 */
const safeWrite = <A>(where: Where, task: TE.TaskEither<DomainError, A>): TE.TaskEither<DomainError, A> =>
  caught(task, () => thrown(where))

/**
 * What a plan does to a list.
 */
export type PlanAction = 'add' | 'delete' | 'set'

/**
 * A change as a plan holds it: everything but a copy of the pool.
 */
export type PlannedChange = ListEdit<Kind>

/**
 * One list of any sort, at either level: the sorts differ in nothing that matters to a fleet.
 */
export interface OpenList {
  readonly capabilities: ListCapabilities<Kind>
  readonly get: TE.TaskEither<DomainError, ListedDomains<Kind>>
  readonly effective: TE.TaskEither<DomainError, EffectiveDomains<Kind>>
  /** Counts what a change would spend on what was observed. Sends nothing. */
  readonly cost: (change: PlannedChange, observed: ListedDomains<Kind>) => E.Either<DomainError, number>
  /** Carries out a change on what was observed just now. */
  readonly modify: (
    change: PlannedChange,
    observed: ListedDomains<Kind>,
    options?: CallOptions,
  ) => TE.TaskEither<DomainError, Outcome<Kind>>
}

/**
 * Gives the change that a line of a plan names.
 */
export const plannedChange = ({ action, domains }: Pick<PlanChange, 'action' | 'domains'>): PlannedChange => {
  switch (action) {
    case 'add':
      return { _tag: 'Add', domains }
    case 'delete':
      return { _tag: 'Delete', domains, asListed: true }
    case 'set':
      return { _tag: 'Set', domains }
  }
}

/**
 * Gives the action by which a plan names a change.
 */
export const actionOf = ({ _tag }: PlannedChange): PlanAction => {
  switch (_tag) {
    case 'Add':
      return 'add'
    case 'Delete':
      return 'delete'
    case 'Set':
      return 'set'
  }
}

const pick = <K extends Kind>(kinds: ReadonlyArray<K>, from: DomainSet<Kind>): DomainSet<K> =>
  fromKinds(
    kinds.filter((kind) => Object.hasOwn(from, kind)),
    (kind) => domainsOf(from, kind),
  )

// The list is asked for inside of each call, since an adapter that throws may throw there already.
const opened = <K extends Kind>(
  list: () => DomainList<K>,
  capabilities: ListCapabilities<K>,
  at: (operation: string) => Where,
): OpenList => {
  const { kinds } = capabilities
  const part = (set: DomainSet<Kind>): DomainSet<K> => pick(kinds, set)
  const asked = (change: PlannedChange): DomainChange<K> => ({ ...change, domains: part(change.domains) })
  const seen = (observed: ListedDomains<Kind>): ListedDomains<K> => {
    const { versions, perKind } = observed
    const domains = part(observed.domains)
    if (versions === undefined) return perKind === undefined ? { domains } : { domains, perKind }
    const published = versions.published === undefined ? {} : { published: part(versions.published) }
    return { domains, versions: { ...published, testing: part(versions.testing) } }
  }
  return {
    capabilities,
    get: safeRead(at('get'), () => list().get()()),
    effective: safeRead(at('effective'), () => list().effective()()),
    cost: (change, observed) => safeAnswer(at(actionOf(change)), () => list().cost(asked(change), seen(observed))),
    modify: (change, observed, options) =>
      safeWrite(at(actionOf(change)), () => list().modify(asked(change), { ...options, observed: seen(observed) })()),
  }
}

/**
 * Opens the list of an address at its vendor.
 */
export const openList = ({ provider }: FleetVendor, { app, list }: ListAddress): OpenList => {
  const domains = (): Domains => (app === undefined ? provider.platform : provider.app(app))
  const level = app === undefined ? provider.capabilities.platform : provider.capabilities.app
  const at = (operation: string): Where => ({
    vendor: provider.vendor,
    operation: `${app === undefined ? 'platform' : 'app'}.${list}.${operation}`,
    subject: app === undefined ? 'platform' : `app ${app}`,
  })
  switch (list) {
    case 'server':
      return opened(() => domains().server, level.server, at)
    case 'webview':
      return opened(() => domains().webview, level.webview, at)
    case 'prefetch':
      return opened(() => domains().prefetch, level.prefetch, at)
  }
}

/**
 * What waiting between two reads is done with.
 */
export interface RetryContext {
  readonly clock: Clock
  readonly signal?: AbortSignal | undefined
}

const mostRetries = 4

/**
 * A list whose reads wait where the vendor limits their rate, until its window is over, up to four times: a fleet has more time than a
 * single call.
 */
export const retryingList = (list: OpenList, { clock, signal }: RetryContext): OpenList => {
  const pauseMs = ({ _tag, retry }: DomainError, tries: number): number | undefined =>
    _tag === 'RateLimited' && retry.when === 'later' && tries < mostRetries
      ? retry.afterMs * (1 + clock.random() / 10)
      : undefined
  const retried = <A>(read: TE.TaskEither<DomainError, A>): TE.TaskEither<DomainError, A> =>
    retrying({ clock, pauseMs, signal }, read)
  return { ...list, get: retried(list.get), effective: retried(list.effective) }
}
