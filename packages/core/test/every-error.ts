import { type DomainError, type DomainErrorTag, type matchError } from '../src/index.js'
import {
  type Precondition,
  addressNotAllowed,
  authorizationLost,
  bilingual,
  budgetSpent,
  cancelled,
  codeRefused,
  connectionFailed,
  invalidChange,
  invalidConfig,
  limitReached,
  permissionDenied,
  preconditionFailed,
  rateLimited,
  refusal,
  requestRejected,
  timedOut,
  tokenRejected,
  tokenUnavailable,
  unknownCode,
  unreadableReply,
  unsupported,
  vendorBusy,
} from '../src/adapter.js'

const where = { vendor: 'memory', operation: 'app.server.add', subject: 'app wx1' }
const evidence = { vendorCode: 1, vendorMessage: 'no', requestId: 'request-1', httpStatus: 200 }

type Handlers = Parameters<typeof matchError<void>>[0]

const ignore = () => undefined

// TypeScript asks for every member here, so the keys are all tags there are, in the order of the union.
const handlers: Handlers = {
  InvalidConfig: ignore,
  InvalidChange: ignore,
  Unsupported: ignore,
  TokenUnavailable: ignore,
  TokenRejected: ignore,
  AuthorizationLost: ignore,
  CodeRefused: ignore,
  PermissionDenied: ignore,
  AddressNotAllowed: ignore,
  RateLimited: ignore,
  BudgetSpent: ignore,
  LimitReached: ignore,
  PreconditionFailed: ignore,
  RequestRejected: ignore,
  VendorBusy: ignore,
  ConnectionFailed: ignore,
  TimedOut: ignore,
  Cancelled: ignore,
  UnreadableReply: ignore,
  UnknownCode: ignore,
}

/** The tag of every member of `DomainError`. */
export const errorTags: ReadonlyArray<string> = Object.keys(handlers)

/** Every precondition there is. */
const preconditions: ReadonlyArray<Precondition> = [
  'not-a-mini-program',
  'personal-account',
  'platform-unpublished',
  'pool-empty',
  'confirm-file',
  'account-blocked',
  'app-missing',
]

/** One error, at least, of every constructor. */
export const everyError: ReadonlyArray<DomainError> = [
  invalidConfig('memory', [
    { path: 'tokens', expected: bilingual('an object', '对象'), found: bilingual('nothing', '空') },
  ]),
  invalidChange(where, [refusal('request', '*.a.com', 'wildcard')]),
  unsupported(where, bilingual('There is no such call.', '没有该接口。'), 'https://vendor.example.com'),
  tokenUnavailable(where, bilingual('no token for app wx1 in config.tokens', 'config.tokens 中没有 app wx1 的令牌')),
  tokenRejected(where, evidence),
  authorizationLost(where, evidence),
  authorizationLost(where, evidence, 'never-completed'),
  codeRefused(where, evidence),
  permissionDenied(where, evidence),
  addressNotAllowed(where, evidence),
  ...(['second', 'minute', 'day', 'unknown'] as const).map((window) => rateLimited(where, evidence, window)),
  budgetSpent(where, evidence),
  limitReached(where, evidence),
  ...preconditions.map((precondition) => preconditionFailed(where, evidence, precondition)),
  requestRejected(where, evidence),
  vendorBusy(where, evidence),
  connectionFailed(where, 'ECONNREFUSED', false),
  connectionFailed(where, 'ECONNRESET', true),
  timedOut(where, 5_000, false),
  timedOut(where, 5_000, true),
  cancelled(where, false),
  cancelled(where, true),
  unreadableReply(where, evidence, { path: '', expected: 'an object', excerpt: '<html>' }),
  unknownCode(where, evidence, '{"code":1}'),
]

const tagsAreReal = (tag: string): tag is DomainErrorTag => errorTags.includes(tag)

/** Gives the errors of one tag. */
export const errorsOf = (tag: string): ReadonlyArray<DomainError> =>
  tagsAreReal(tag) ? everyError.filter((error) => error._tag === tag) : []
