import { type DomainError } from '@mini-domains/core'
import {
  type Evidence,
  type RejectionReason,
  type Where,
  addressNotAllowed,
  authorizationLost,
  bilingual,
  budgetSpent,
  permissionDenied,
  preconditionFailed,
  rateLimited,
  requestRejected,
  tokenRejected,
  vendorBusy,
  messageFields,
} from '@mini-domains/core/adapter'
import { type Readings } from '../config.js'
import { type Endpoint, type OwnMeaning } from './endpoint.js'

/**
 * A code, and who answered with it (docs/vendors/baidu.md B.0.1): the gateway, the oauth service or the endpoint. The same
 * number says different things in different layers.
 */
export type VendorCode =
  | { readonly layer: 'gateway'; readonly code: number }
  | { readonly layer: 'oauth'; readonly code: string }
  | { readonly layer: 'business'; readonly code: number }

/**
 * What a code says: the call failed, or it was refused because of its domains.
 */
export type Meaning =
  | { readonly _tag: 'Failure'; readonly error: (where: Where, evidence: Evidence) => DomainError }
  | { readonly _tag: 'Rejection'; readonly reason: RejectionReason }

type Failure = (where: Where, evidence: Evidence) => DomainError

const rate =
  (window: 'second' | 'day' | 'unknown'): Failure =>
  (where, evidence) =>
    rateLimited(where, evidence, window)

const appMissing: Failure = (where, evidence) => preconditionFailed(where, evidence, 'app-missing')

// docs/vendors/baidu.md B.0.2: who asks is not known, or may not ask. The code or refresh token was not looked at.
const clientRefused: Failure = (where, evidence) => ({
  ...requestRejected(where, evidence),
  ...messageFields(
    'the vendor does not know the platform by this client id, or does not let it ask for this',
    '厂商无法识别此 client_id，或不允许其请求此内容',
  ),
  actor: 'platform',
  retry: { when: 'after-action' },
  hint: bilingual(
    'Check clientId, and that the platform token is of this very platform.',
    '请检查 clientId，并确认第三方平台令牌属于该平台。',
  ),
})

const each = (failure: Failure, ...codes: ReadonlyArray<number>) => codes.map((code) => [code, failure] as const)

// docs/vendors/baidu.md B.0.1. 13 and 14 belong to other products, so they stay unknown.
const gateway: ReadonlyMap<number, Failure> = new Map([
  ...each(vendorBusy, 1, 2),
  ...each(requestRejected, 3, 100, 101, 104, 105, 106, 107, 109),
  ...each(rate('unknown'), 4, 19),
  ...each(rate('day'), 17),
  ...each(rate('second'), 18),
  ...each(addressNotAllowed, 5),
  ...each(permissionDenied, 6, 7, 211),
  ...each(tokenRejected, 110, 111),
])

// docs/vendors/baidu.md B.0.2. That a refresh token is worthless is told with the same codes, and known by the exchange.
const oauth: ReadonlyMap<string, Failure> = new Map<string, Failure>([
  ['invalid_request', requestRejected],
  ['invalid_grant', requestRejected],
  ['expired_token', requestRejected],
  ['invalid_client', clientRefused],
  ['unauthorized_client', clientRefused],
  ['unsupported_grant_type', requestRejected],
  ['unsupported_response_type', requestRejected],
  ['redirect_uri_mismatch', requestRejected],
  ['invalid_scope', requestRejected],
  ['slow_down', rate('unknown')],
  ['invalid_token', tokenRejected],
  ['insufficient_scope', permissionDenied],
  ['access_denied', permissionDenied],
  ['server_error', vendorBusy],
  ['temporarily_unavailable', vendorBusy],
])

// docs/vendors/baidu.md B.1.3, the codes that any endpoint may answer.
const business: ReadonlyMap<number, Failure> = new Map([
  ...each(vendorBusy, 500, 501, 1000, 5000, 6002),
  ...each(requestRejected, 404, 2002, 30001, 40001, 41000, 50001, 50002, 50003),
  ...each(permissionDenied, 405, 6001, 40007, 45001),
  ...each(addressNotAllowed, 40008),
  ...each(tokenRejected, 44000, 44001, 44002, 44003, 44004),
  ...each(appMissing, 45000),
  ...each(authorizationLost, 45002, 50032),
  ...each(rate('unknown'), 50029),
])

const failed = (error: Failure | undefined): Meaning | undefined =>
  error === undefined ? undefined : { _tag: 'Failure', error }

const ownMeaning = (own: OwnMeaning): Meaning => {
  if (own === 'budget') return { _tag: 'Failure', error: budgetSpent }
  if (own === 'request') return { _tag: 'Failure', error: requestRejected }
  return { _tag: 'Rejection', reason: own }
}

const businessMeaning = (code: number, endpoint: Endpoint, readings: Readings): Meaning | undefined => {
  const own = endpoint.codes.get(code)
  if (own !== undefined) return ownMeaning(own)
  // docs/vendors/baidu.md D 11: an illegal token to one source, no permission to the other.
  if (code === 44001 && readings.code44001 === 'permission') return failed(permissionDenied)
  return failed(business.get(code))
}

/**
 * Says what a code means at an endpoint; `undefined` where no source says it.
 */
export const meaningOf = (said: VendorCode, endpoint: Endpoint, readings: Readings): Meaning | undefined => {
  switch (said.layer) {
    case 'gateway':
      return failed(gateway.get(said.code))
    case 'oauth':
      return failed(oauth.get(said.code))
    case 'business':
      return businessMeaning(said.code, endpoint, readings)
  }
}
