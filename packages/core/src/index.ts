/**
 * What a program needs that reads and changes domain lists. What an adapter or a store is written with is at
 * `@mini-domains/core/adapter`.
 *
 * @packageDocumentation
 */
export { type DomainSet, type ListedDomains, type PoolVersion, domainsOf, hostsAs } from './domain/domain-set.js'
export { type Kind, type PrefetchKind, type ServerKind, type WebviewKind } from './domain/kind.js'
export { type Subject, appSubject, platformSubject } from './domain/subject.js'
export {
  type DomainChange,
  type DomainsByKind,
  addDomains,
  copyPool,
  deleteDomains,
  deleteListed,
  setDomains,
} from './change/change.js'
export { type ItemOutcome, type Outcome, isComplete } from './change/outcome.js'
export { type Actor, type Retry } from './error/actor.js'
export { type DomainError, type DomainErrorTag, matchError } from './error/domain-error.js'
export { type Bilingual } from './error/language.js'
export { type Refusal } from './error/refusal.js'
export { type Rejection } from './error/rejection.js'
export { DomainApiError, isDomainError } from './error/api-error.js'
export { type ConfigOf, type DomainAdapter, type Environment } from './provider/adapter.js'
export { connect, readConfig } from './provider/connect.js'
export { type Capabilities } from './provider/capability.js'
export { createDomainProvider, decodeConfig } from './provider/create-domain-provider.js'
export { type ConfirmFile, type EffectiveDomains, type HttpMethod, type RawRequest } from './provider/driver.js'
export { type PromisedList, type PromisedProvider } from './provider/promises.js'
export {
  type CallOptions,
  type DomainList,
  type DomainProvider,
  type Domains,
  type ModifyOptions,
} from './provider/provider.js'
export { type AccessTokens, TokenSource } from './ports/access-tokens.js'
export { type Clock, systemClock } from './ports/clock.js'
export { type Hooks } from './ports/hook.js'
