import { type DomainError } from '@mini-domains/core'
import {
  type Evidence,
  type RejectionReason,
  type Where,
  addressNotAllowed,
  authorizationLost,
  bilingual,
  domainsRefused,
  permissionDenied,
  preconditionFailed,
  rateLimited,
  requestRejected,
  tokenRejected,
  tokenUnavailable,
  unknownCode,
  vendorBusy,
} from '@mini-domains/core/adapter'
import { hints } from '../capabilities.js'

type Failure = (where: Where, evidence: Evidence) => DomainError

const precondition =
  (which: Parameters<typeof preconditionFailed>[2]): Failure =>
  (where, evidence) =>
    preconditionFailed(where, evidence, which)

const denied: Failure = (where, evidence) => ({
  ...permissionDenied(where, evidence),
  hint: bilingual(
    'Ask the merchant to grant the permission for basic information (id 2) when authorising.',
    '请商家在授权时勾选“基本信息设置权限”（id 2）。',
  ),
})

const rate =
  (window: 'day' | 'unknown'): Failure =>
  (where, evidence) =>
    rateLimited(where, evidence, window)

const badTicket: Failure = (where, evidence) => ({
  ...tokenUnavailable(
    where,
    bilingual('the component_ticket is expired or invalid', '票据（component_ticket）已过期或无效'),
    {
      actor: 'platform',
      hint: bilingual('Wait for the next ticket push (every 10 minutes).', '请等待下一次票据推送（每 10 分钟一次）。'),
    },
  ),
  ...evidence,
})

const badSecret: Failure = (where, evidence) => ({
  ...requestRejected(where, evidence),
  actor: 'platform',
  retry: { when: 'after-action' },
  hint: bilingual('Check componentAppId and componentAppSecret.', '请检查 componentAppId 与 componentAppSecret。'),
})

const each = (failure: Failure, ...codes: ReadonlyArray<number>) => codes.map((code) => [code, failure] as const)

// docs/vendors/douyin.md C.1.3
const failures: ReadonlyMap<number, Failure> = new Map([
  ...each(vendorBusy, 40000, 40045, 28001005, 28001006),
  ...each(requestRejected, 40001, 40002, 40040, 40059, 28001007, 28001017),
  ...each(badSecret, 40003, 40038),
  ...each(precondition('app-missing'), 40004),
  ...each((where, evidence) => addressNotAllowed(where, evidence), 40006),
  ...each(tokenRejected, 40009, 40010, 40020, 28001003, 28001008),
  ...each(requestRejected, 40021),
  ...each((where, evidence) => authorizationLost(where, evidence), 40022),
  ...each(precondition('personal-account'), 40025),
  ...each(denied, 40036, 28001014, 28001018, 28001042),
  ...each(badTicket, 40037),
  ...each(precondition('platform-unpublished'), 40058),
  ...each(precondition('account-blocked'), 28001016, 28001019, 28001056),
  ...each(rate('day'), 28003017),
  ...each(rate('unknown'), 28003018),
])

/**
 * What a code says of the domains of a change: why those are refused that were sent, and whether the list has to be read to tell which
 * (docs/vendors/douyin.md C.1.2).
 */
export interface DomainCode {
  readonly reason: RejectionReason
  readonly looksUp: boolean
}

const domainCodes: ReadonlyMap<number, DomainCode> = new Map([
  [40023, { reason: 'not-in-pool', looksUp: false }],
  [40024, { reason: 'over-limit', looksUp: false }],
  [40026, { reason: 'not-taken', looksUp: true }],
  [40027, { reason: 'format', looksUp: false }],
  [40028, { reason: 'not-listed', looksUp: true }],
])

/**
 * What a code says of the domains of a change; `undefined` if it says something of the call.
 */
export const domainCode = (code: number): DomainCode | undefined => domainCodes.get(code)

/**
 * The error of a code other than 0. One about domains is an error where no outcome can tell it: at raw calls.
 */
export const codeError = (code: number, where: Where, evidence: Evidence, excerpt: () => string): DomainError => {
  const domains = domainCodes.get(code)
  if (domains !== undefined) return domainsRefused(where, evidence, domains.reason, hints)
  return failures.get(code)?.(where, evidence) ?? unknownCode(where, evidence, excerpt())
}
