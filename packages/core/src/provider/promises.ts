import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import { type Capabilities } from './capability.js'
import { type DomainChange } from '../change/change.js'
import { type DomainError } from '../error/domain-error.js'
import { type ConfirmFile, type EffectiveDomains, type RawRequest } from './driver.js'
import { type Kind, type ServerKind, type WebviewKind } from '../domain/kind.js'
import { type Outcome } from '../change/outcome.js'
import { type ListedDomains, type PoolVersion } from '../domain/pool-version.js'
import { type CallOptions, type DomainList, type DomainProvider, type Domains, type ModifyOptions } from './provider.js'
import { type AppId } from '../domain/subject.js'
import { toThrowable } from '../error/throwable.js'

/**
 * `DomainList` for async and await: what would be a left is thrown as a `DomainError`.
 */
export interface PromisedList<K extends Kind> {
  readonly get: () => Promise<ListedDomains<K>>
  readonly effective: () => Promise<EffectiveDomains<K>>
  /** Asks no vendor, so it answers at once. */
  readonly cost: (change: DomainChange<K>, observed: ListedDomains<K>, version?: PoolVersion) => number
  readonly modify: (change: DomainChange<K>, options?: ModifyOptions<K>) => Promise<Outcome<K>>
}

/**
 * `Domains` for async and await.
 */
export interface PromisedDomains {
  readonly server: PromisedList<ServerKind>
  readonly webview: PromisedList<WebviewKind>
  readonly confirmFile: () => Promise<ConfirmFile>
}

/**
 * `DomainProvider` for async and await.
 */
export interface PromisedProvider {
  readonly vendor: string
  readonly capabilities: Capabilities
  readonly app: (appId: AppId) => PromisedDomains
  readonly platform: PromisedDomains
  readonly raw: <A>(request: RawRequest<A>) => Promise<A>
  readonly with: (options: CallOptions) => PromisedProvider
  readonly close: () => Promise<void>
}

const orThrow = <A>(result: E.Either<DomainError, A>): A => {
  if (E.isLeft(result)) throw toThrowable(result.left)
  return result.right
}

const run = async <A>(task: TE.TaskEither<DomainError, A>): Promise<A> => orThrow(await task())

const listPromises = <K extends Kind>(list: DomainList<K>): PromisedList<K> => ({
  get: () => run(list.get),
  effective: () => run(list.effective),
  cost: (change, observed, version) => orThrow(list.cost(change, observed, version)),
  modify: (change, options) => run(list.modify(change, options)),
})

const domainsPromises = (domains: Domains): PromisedDomains => ({
  server: listPromises(domains.server),
  webview: listPromises(domains.webview),
  confirmFile: () => run(domains.confirmFile),
})

const providerPromises = (provider: DomainProvider): PromisedProvider => ({
  vendor: provider.vendor,
  capabilities: provider.capabilities,
  app: (appId) => domainsPromises(provider.app(appId)),
  platform: domainsPromises(provider.platform),
  raw: (request) => run(provider.raw(request)),
  with: (options) => providerPromises(provider.with(options)),
  close: provider.close,
})

const isProvider = (input: DomainProvider | E.Either<DomainError, DomainProvider>): input is DomainProvider =>
  !('_tag' in input)

/**
 * The face of a provider for async and await, where a left becomes a thrown `DomainError`.
 *
 * Takes a provider, or what `createDomainProvider` gave, whose `InvalidConfig` is thrown too.
 */
export const promises = (provider: DomainProvider | E.Either<DomainError, DomainProvider>): PromisedProvider =>
  providerPromises(isProvider(provider) ? provider : orThrow(provider))
