import {
  type DomainList,
  type DomainProvider,
  type Domains,
  type Kind,
  type Subject,
  appSubject,
  platformSubject,
} from '@mini-domains/core'
import { type AppId, type LevelCapabilities, type ListCapabilities } from '@mini-domains/core/adapter'

/**
 * The four lists of a vendor, by level and list.
 */
export type PlaceName = 'app.server' | 'app.webview' | 'platform.server' | 'platform.webview'

/**
 * The names of the four lists.
 */
export const placeNames: ReadonlyArray<PlaceName> = ['app.server', 'app.webview', 'platform.server', 'platform.webview']

/**
 * One list: which of the four, and whose.
 */
export interface Address {
  readonly place: PlaceName
  readonly subject: Subject
}

/**
 * The address of a list; the app id is of no account at the platform.
 */
export const addressOf = (place: PlaceName, appId: AppId): Address => ({
  place,
  subject: levelOf(place) === 'app' ? appSubject(appId) : platformSubject,
})

/**
 * The level of a list.
 */
export const levelOf = (place: PlaceName): 'app' | 'platform' => (place.startsWith('app.') ? 'app' : 'platform')

/**
 * The list of the pool that an app's list draws from.
 */
const poolOf = (place: PlaceName): PlaceName =>
  place === 'app.server' || place === 'platform.server' ? 'platform.server' : 'platform.webview'

const domainsAt = (provider: DomainProvider, { subject }: Address): Domains =>
  subject._tag === 'App' ? provider.app(subject.appId) : provider.platform

const levelCapabilities = (provider: DomainProvider, place: PlaceName): LevelCapabilities =>
  levelOf(place) === 'app' ? provider.capabilities.app : provider.capabilities.platform

/**
 * The list of a provider at an address.
 */
export const listAt = (provider: DomainProvider, address: Address): DomainList<Kind> => {
  const domains = domainsAt(provider, address)
  return poolOf(address.place) === 'platform.server' ? domains.server : domains.webview
}

/**
 * What a provider says of the list at a place.
 */
export const capabilitiesAt = (provider: DomainProvider, place: PlaceName): ListCapabilities<Kind> => {
  const level = levelCapabilities(provider, place)
  return poolOf(place) === 'platform.server' ? level.server : level.webview
}

/**
 * The confirm file of a provider at the level of an address, and what it says of it.
 */
export const confirmFileAt = (provider: DomainProvider, address: Address) => ({
  task: domainsAt(provider, address).confirmFile,
  capability: levelCapabilities(provider, address.place).confirmFile,
})
