import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import {
  type Capabilities,
  type DomainChange,
  type DomainError,
  type DomainList,
  type DomainProvider,
  type Domains,
  type DomainSet,
  type Kind,
  type ListedDomains,
  type Outcome,
  addDomains,
  copyPool,
  deleteDomains,
  setDomains,
} from '../../packages/core/src/index.js'
import { type LevelCapabilities, type ListCapabilities } from '../../packages/core/src/adapter.js'

/** Where a list is, and what is said of it. */
export interface About<K extends Kind> {
  readonly level: 'app' | 'platform'
  readonly capabilities: ListCapabilities<K>
}

/** Alters one list of a provider. */
export type ListAlteration = <K extends Kind>(
  list: DomainList<K>,
  about: About<K>,
) => Omit<DomainList<K>, 'add' | 'delete' | 'set' | 'copyPool'>

// Whatever is broken in `modify` is broken in what is typed in its place.
const altered = <K extends Kind>(list: DomainList<K>, about: About<K>, alter: ListAlteration): DomainList<K> => {
  const broken = alter(list, about)
  return {
    ...broken,
    add: (domains, options) => broken.modify(addDomains<K>(domains), options),
    delete: (domains, options) => broken.modify(deleteDomains<K>(domains), options),
    set: (domains, options) => broken.modify(setDomains<K>(domains), options),
    copyPool: (options) => broken.modify(copyPool, options),
  }
}

const alteredDomains = (
  domains: Domains,
  level: 'app' | 'platform',
  capabilities: LevelCapabilities,
  alter: ListAlteration,
): Domains => ({
  ...domains,
  server: altered(domains.server, { level, capabilities: capabilities.server }, alter),
  webview: altered(domains.webview, { level, capabilities: capabilities.webview }, alter),
  prefetch: altered(domains.prefetch, { level, capabilities: capabilities.prefetch }, alter),
})

/** A provider with each of its lists altered, in every copy of it. */
export const alteredLists = (provider: DomainProvider, alter: ListAlteration): DomainProvider => ({
  ...provider,
  app: (appId) => alteredDomains(provider.app(appId), 'app', provider.capabilities.app, alter),
  platform: alteredDomains(provider.platform, 'platform', provider.capabilities.platform, alter),
  with: (options) => alteredLists(provider.with(options), alter),
})

/** A provider whose outcomes are told otherwise. */
export const alteredOutcomes = (
  provider: DomainProvider,
  alter: <K extends Kind>(outcome: Outcome<K>) => Outcome<K>,
): DomainProvider =>
  alteredLists(provider, <K extends Kind>(list: DomainList<K>): DomainList<K> => ({
    ...list,
    modify: (change, options) => TE.map((outcome: Outcome<K>) => alter(outcome))(list.modify(change, options)),
  }))

/** A provider whose lists are read otherwise. */
export const alteredReads = (
  provider: DomainProvider,
  alter: <K extends Kind>(set: DomainSet<K>, kinds: ReadonlyArray<K>) => DomainSet<K>,
): DomainProvider =>
  alteredLists(provider, <K extends Kind>(list: DomainList<K>, { capabilities }: About<K>): DomainList<K> => ({
    ...list,
    get: (options) =>
      TE.map(({ domains, ...rest }: ListedDomains<K>): ListedDomains<K> => ({
        ...rest,
        domains: alter(domains, capabilities.kinds),
      }))(list.get(options)),
  }))

/** A provider whose changes are asked for otherwise. */
export const alteredChanges = (
  provider: DomainProvider,
  alter: <K extends Kind>(change: DomainChange<K>, kinds: ReadonlyArray<K>) => DomainChange<K>,
): DomainProvider =>
  alteredLists(provider, (list, { capabilities }) => ({
    ...list,
    modify: (change, options) => list.modify(alter(change, capabilities.kinds), options),
  }))

/** A provider that says otherwise what a change costs. */
export const alteredCosts = (provider: DomainProvider, alter: (cost: number) => number): DomainProvider =>
  alteredLists(provider, (list) => ({
    ...list,
    cost: (change, observed, version) => E.map(alter)(list.cost(change, observed, version)),
  }))

/** A provider whose errors are told otherwise. */
export const alteredErrors = (provider: DomainProvider, alter: (error: DomainError) => DomainError): DomainProvider =>
  alteredLists(provider, (list) => ({
    get: (options) => TE.mapLeft(alter)(list.get(options)),
    effective: (options) => TE.mapLeft(alter)(list.effective(options)),
    cost: (change, observed, version) => E.mapLeft(alter)(list.cost(change, observed, version)),
    modify: (change, options) => TE.mapLeft(alter)(list.modify(change, options)),
  }))

/** A provider that says otherwise what it can do. */
export const alteredCapabilities = (
  provider: DomainProvider,
  alter: (capabilities: Capabilities) => Capabilities,
): DomainProvider => ({
  ...provider,
  capabilities: alter(provider.capabilities),
  with: (options) => alteredCapabilities(provider.with(options), alter),
})

/** A provider with the domains of each level altered, in every copy of it; the platform is nobody's app. */
export const levels = (
  provider: DomainProvider,
  alter: (domains: Domains, who: string) => Domains,
): DomainProvider => ({
  ...provider,
  app: (appId) => alter(provider.app(appId), appId),
  platform: alter(provider.platform, ''),
  with: (options) => levels(provider.with(options), alter),
})
