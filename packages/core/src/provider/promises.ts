import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import { type Capabilities } from './capability.js'
import { type DomainChange, type DomainsByKind } from '../change/change.js'
import { type DomainError } from '../error/domain-error.js'
import { type ConfirmFile, type EffectiveDomains, type RawRequest } from './driver.js'
import { type Kind, type PrefetchKind, type ServerKind, type WebviewKind } from '../domain/kind.js'
import { type Outcome } from '../change/outcome.js'
import { type ListedDomains, type PoolVersion } from '../domain/domain-set.js'
import { type CallOptions, type DomainList, type DomainProvider, type Domains, type ModifyOptions } from './provider.js'
import { type AppId } from '../domain/subject.js'
import { type CallSite, DomainApiError, callSiteOf } from '../error/api-error.js'

/**
 * `DomainList` for async and await: what would be a left is thrown as a `DomainApiError`.
 */
export interface PromisedList<K extends Kind> {
  readonly get: (options?: CallOptions) => Promise<ListedDomains<K>>
  readonly effective: (options?: CallOptions) => Promise<EffectiveDomains<K>>
  readonly add: (domains: DomainsByKind<K>, options?: ModifyOptions<K>) => Promise<Outcome<K>>
  readonly delete: (domains: DomainsByKind<K>, options?: ModifyOptions<K>) => Promise<Outcome<K>>
  readonly set: (domains: DomainsByKind<K>, options?: ModifyOptions<K>) => Promise<Outcome<K>>
  readonly copyPool: (options?: ModifyOptions<K>) => Promise<Outcome<K>>
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
  readonly prefetch: PromisedList<PrefetchKind>
  readonly confirmFile: (options?: CallOptions) => Promise<ConfirmFile>
}

/**
 * `DomainProvider` for async and await.
 */
export interface PromisedProvider {
  readonly vendor: string
  readonly capabilities: Capabilities
  readonly app: (appId: AppId) => PromisedDomains
  readonly platform: PromisedDomains
  readonly raw: <A>(request: RawRequest<A>, options?: CallOptions) => Promise<A>
  readonly with: (options: CallOptions) => PromisedProvider
  readonly close: () => Promise<void>
}

const orThrow = <A>(result: E.Either<DomainError, A>, site: CallSite): A => {
  if (E.isLeft(result)) throw new DomainApiError(result.left, site)
  return result.right
}

const promised = <A extends ReadonlyArray<unknown>, B>(task: (...args: A) => TE.TaskEither<DomainError, B>) => {
  const call = async (...args: A): Promise<B> => {
    const site = callSiteOf(call)
    return orThrow(await task(...args)(), site)
  }
  return call
}

const promisedList = <K extends Kind>(list: DomainList<K>): PromisedList<K> => {
  const cost: PromisedList<K>['cost'] = (change, observed, version) =>
    orThrow(list.cost(change, observed, version), callSiteOf(cost))
  return {
    get: promised(list.get),
    effective: promised(list.effective),
    add: promised(list.add),
    delete: promised(list.delete),
    set: promised(list.set),
    copyPool: promised(list.copyPool),
    cost,
    modify: promised(list.modify),
  }
}

const promisedDomains = (domains: Domains): PromisedDomains => ({
  server: promisedList(domains.server),
  webview: promisedList(domains.webview),
  prefetch: promisedList(domains.prefetch),
  confirmFile: promised(domains.confirmFile),
})

/**
 * The face of a provider for async and await, where a left becomes a thrown `DomainApiError`.
 */
export const promises = (provider: DomainProvider): PromisedProvider => ({
  vendor: provider.vendor,
  capabilities: provider.capabilities,
  app: (appId) => promisedDomains(provider.app(appId)),
  platform: promisedDomains(provider.platform),
  raw: promised(provider.raw),
  with: (options) => promises(provider.with(options)),
  close: provider.close,
})
