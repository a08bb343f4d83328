/**
 * What an adapter, a store or a tool on top of providers is written with, beside what `@mini-domains/core` shows.
 *
 * @packageDocumentation
 */
export { type CheckedChange, checkChange } from './change/change.js'
export {
  type PoolVersions,
  difference,
  fromKinds,
  readDomains,
  sameDomains,
  sizeOf,
  listedAnywhere,
  listedEverywhere,
  listedOf,
  listedVersions,
  viewOf,
} from './domain/domain-set.js'
export { type Domain, type DomainRules, hostOf, parseDomain, readDomain, withoutScheme } from './domain/domain.js'
export { type Scheme, schemeOf } from './domain/kind.js'
export { rulesOf } from './domain/listing.js'
export { type AppId, matchSubject, subjectName } from './domain/subject.js'
export { type ChangeName } from './change/change.js'
export { type KindDomain, accepted, matchItem } from './change/outcome.js'
export { type ListDiff, type ListEdit, type PricedChange, cheapestChange, listDiff } from './change/list-diff.js'
export {
  type EditOperation,
  type ListRoom,
  type ListWriter,
  type SetOperation,
  type SetRules,
  type WriteStep,
  type WriteSteps,
  addAndDelete,
  alsoSpent,
  inSteps,
  listWriter,
  setInParts,
  writeSteps,
} from './change/write-steps.js'
export {
  type Spent,
  type Evidence,
  type Verdict,
  type Where,
  perhapsSpent,
  spentAfterAll,
  spentAtMost,
  spentNothing,
  spentOf,
  spentOne,
  spentTogether,
  evidenceOf,
} from './error/details.js'
export {
  type Applied,
  type Modification,
  afterAction,
  afterRead,
  later,
  never,
  nextDay,
  nextMonth,
} from './error/actor.js'
export {
  type AddressNotAllowed,
  type AuthorizationLost,
  type BudgetSpent,
  type Cancelled,
  type CodeRefused,
  type ConfigIssue,
  type ConnectionFailed,
  type InvalidChange,
  type InvalidConfig,
  type LimitReached,
  type LossReason,
  type PermissionDenied,
  type Precondition,
  type PreconditionFailed,
  type RateLimited,
  type RequestRejected,
  type TimedOut,
  type TokenRejected,
  type TokenUnavailable,
  type UnknownCode,
  type UnreadableReply,
  type Unsupported,
  type VendorBusy,
} from './error/domain-error.js'
export { messageOf } from './error/meaning.js'
export { type Message, messageFields } from './error/message.js'
export { ofRead } from './error/applied.js'
export { type Language, bilingual, counted } from './error/language.js'
export { invalidChange, invalidConfig, issueText, unsupported } from './error/local-failure.js'
export { type Rule, hintOf, refusal } from './error/refusal.js'
export { type Attribution, type RejectionHints, type RejectionReason, rejectionText } from './error/rejection.js'
export {
  addressNotAllowed,
  authorizationLost,
  codeRefused,
  permissionDenied,
  retrievedCodeRefused,
  tokenRejected,
  tokenUnavailable,
} from './error/token-failure.js'
export {
  cancelled,
  connectionFailed,
  isNotPaced,
  notPaced,
  timedOut,
  unreadableReply,
} from './error/transport-failure.js'
export {
  budgetSpent,
  domainsRefused,
  limitReached,
  preconditionFailed,
  rateLimited,
  requestRejected,
  unknownCode,
  vendorBusy,
} from './error/vendor-failure.js'
export {
  type AdapterDeclaration,
  type AdapterDefinition,
  type DeclaredCredential,
  type DeclaredInit,
  domainAdapter,
} from './provider/adapter.js'
export {
  type Capability,
  type DeclaredCapabilities,
  type FourLists,
  type DeclaredLevel,
  type LevelCapabilities,
  type ListCapabilities,
  can,
  cannot,
  matchCapability,
  unverified,
} from './provider/capability.js'
export { domainProvider } from './provider/domain-provider.js'
export {
  type Call,
  type DomainDriver,
  type LevelDriver,
  type ListDriver,
  type NamedRejection,
  type Origin,
  type WriteOperation,
  type WriteReply,
  hasBody,
} from './provider/driver.js'
export { type AssumedField, type AssumedType, type ProbeCall } from './provider/probe.js'
export { type Confidence, type Fact, fact } from './provider/fact.js'
export {
  type LevelLimitsConfig,
  type ListLimits,
  type ListLimitsConfig,
  type PoolLimitsConfig,
  AppLimitsConfig,
  LimitsConfig,
  PrefetchLimitsConfig,
  overrideLimits,
} from './provider/limit.js'
export { type PromisedDomains, promises } from './provider/promises.js'
export {
  type StaticTokens,
  type TokenCallback,
  accessTokensOf,
  callbackTokens,
  staticTokens,
} from './ports/access-tokens.js'
export { type RequestEvent, type ResponseEvent, type RetryEvent, quietly } from './ports/hook.js'
export { type CallClass, type CallStart, type RateDecision, type RateLimiter } from './ports/rate-limiter.js'
export {
  type CallRateFigures,
  type RateFigures,
  type TokenRateFigures,
  CallRateConfig,
  RateConfig,
  RateFigure,
  TokenRateConfig,
  spacingOf,
  spentDayMs,
} from './ports/rates.js'
export {
  type Lease,
  type Store,
  type StoreDriver,
  type StoreEntry,
  type StoreFailure,
  type StoreWrite,
  type StoredRecord,
  type Transaction,
  checkedStore,
} from './ports/store.js'
export { type MemoryData, memoryData, memoryStore } from './ports/memory-store.js'
export { type Backoff, type RetryOptions, backoffMs, retrying } from './ports/retry.js'
export {
  type AppGrant,
  type AnyTokenExchange,
  type ClosablePlatformTokenExchange,
  type ClosableTokenExchange,
  type IssuedToken,
  type PlatformTokenExchange,
  type PushReader,
  type PushRequest,
  type PushedEvent,
  type Recovered,
  type RefreshTokenUse,
  type TokenExchange,
  type AuthorizationLinks,
  type AuthorizationRequest,
  type AuthorizedApp,
  type AuthorizedAppsPage,
} from './ports/token-exchange.js'
export { type PushKeyNames, type PushRefusal, pushRefusal } from './ports/push-refusal.js'
export { type Expecting, oneOf, refined } from './config/expectation.js'
export { type StrictObject, strictObject } from './config/strict-object.js'
export { type LocatedIssue, configIssues, locatedIssues } from './config/config-issue.js'
export { nearestWord } from './config/nearest-word.js'
export { printable, shownName, TokenText, UnbrokenText, unfitCharacter } from './config/unbroken-text.js'
