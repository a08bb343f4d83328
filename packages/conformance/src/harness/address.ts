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
 * The lists that a vendor can have, by level and list.
 */
export type PlaceName = 'app.server' | 'app.webview' | 'app.prefetch' | 'platform.server' | 'platform.webview'

/**
 * The names of these lists.
 */
export const placeNames: ReadonlyArray<PlaceName> = [
  'app.server',
  'app.webview',
  'app.prefetch',
  'platform.server',
  'platform.webview',
]

/**
 * One list: which of them, and whose.
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
 * Which of the lists of its level a list is.
 */
export const listNameOf = (place: PlaceName): 'server' | 'webview' | 'prefetch' => {
  switch (place) {
    case 'app.server':
    case 'platform.server':
      return 'server'
    case 'app.webview':
    case 'platform.webview':
      return 'webview'
    case 'app.prefetch':
      return 'prefetch'
  }
}

/**
 * The list of the pool that an app's list draws from, or that a pool's list is; none for a list that has nothing to do with the pool.
 */
export const poolPlaceOf = (place: PlaceName): 'platform.server' | 'platform.webview' | undefined => {
  const name = listNameOf(place)
  return name === 'prefetch' ? undefined : `platform.${name}`
}

const domainsAt = (provider: DomainProvider, { subject }: Address): Domains =>
  subject._tag === 'App' ? provider.app(subject.appId) : provider.platform

const levelCapabilities = (provider: DomainProvider, place: PlaceName): LevelCapabilities =>
  levelOf(place) === 'app' ? provider.capabilities.app : provider.capabilities.platform

/**
 * The list of a provider at an address.
 */
export const listAt = (provider: DomainProvider, address: Address): DomainList<Kind> =>
  domainsAt(provider, address)[listNameOf(address.place)]

/**
 * What a provider says of the list at a place.
 */
export const capabilitiesAt = (provider: DomainProvider, place: PlaceName): ListCapabilities<Kind> =>
  levelCapabilities(provider, place)[listNameOf(place)]

/**
 * The confirm file of a provider at the level of an address, and what it says of it.
 */
export const confirmFileAt = (provider: DomainProvider, address: Address) => ({
  task: domainsAt(provider, address).confirmFile(),
  capability: levelCapabilities(provider, address.place).confirmFile,
})
