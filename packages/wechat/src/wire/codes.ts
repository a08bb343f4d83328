import { type DomainError } from '@mini-domains/core'
import {
  type Evidence,
  type RejectionReason,
  type Where,
  addressNotAllowed,
  authorizationLost,
  bilingual,
  budgetSpent,
  codeRefused,
  domainsRefused,
  limitReached,
  permissionDenied,
  preconditionFailed,
  rateLimited,
  requestRejected,
  tokenRejected,
  tokenUnavailable,
  unknownCode,
  vendorBusy,
  messageFields,
} from '@mini-domains/core/adapter'
import { isIP } from 'node:net'
import { type Endpoint } from './endpoint.js'

type Failure = (where: Where, evidence: Evidence) => DomainError

const rate =
  (window: 'second' | 'minute' | 'day'): Failure =>
  (where, evidence) =>
    rateLimited(where, evidence, window)

const precondition =
  (which: Parameters<typeof preconditionFailed>[2]): Failure =>
  (where, evidence) =>
    preconditionFailed(where, evidence, which)

// Seen permanently when the check file could not be fetched (docs/vendors/wechat.md A.3.2).
const busyOrNoConfirmFile: Failure = (where, evidence) =>
  vendorBusy(where, evidence, {
    hint: bilingual(
      'Read the list, check that the confirm file of each domain can be fetched, then try again.',
      '请先读取列表，确认每个域名的校验文件可以访问，然后再试。',
    ),
  })

const badTicket: Failure = (where, evidence) => ({
  ...tokenUnavailable(
    where,
    bilingual('the component ticket is expired or invalid', '票据（component_verify_ticket）已过期或无效'),
    {
      actor: 'platform',
      hint: bilingual(
        'Wait for the next ticket push (every 10 minutes), or start it with api_start_push_ticket.',
        '请等待下一次票据推送（每 10 分钟一次），或调用 api_start_push_ticket 启动推送。',
      ),
    },
  ),
  ...evidence,
})

// docs/vendors/wechat.md A.0: the permission set that covers domains.
export const domainPermissionSet = '18'

const denied: Failure = (where, evidence) => permissionDenied(where, evidence, domainPermissionSet)

const categoryMissing: Failure = (where, evidence) => ({
  ...permissionDenied(where, evidence),
  actor: 'platform',
  hint: bilingual(
    'The platform must confirm the function category (permission set) of this API in its console; ask WeChat where it cannot.',
    '请第三方平台在后台确认该接口所属的权限集（功能类目）；无法确认时请联系微信。',
  ),
})

const notForPlatform: Failure = (where, evidence) => ({
  ...permissionDenied(where, evidence),
  actor: 'platform',
  hint: bilingual(
    'Use the token that the platform gets for the app (authorizer_access_token), not one that the app got for itself.',
    '请使用第三方平台代该小程序获取的 authorizer_access_token，而不是小程序自身的 access_token。',
  ),
})

// `invalid ip 203.0.113.7 ipv6 ::ffff:203.0.113.7, not in whitelist` (docs/vendors/wechat.md A.4).
const addressIn = ({ vendorMessage }: Evidence): string | undefined =>
  (vendorMessage ?? '').match(/[0-9A-Fa-f:.]{3,45}/g)?.find((text) => isIP(text) !== 0)

const wrongAddress: Failure = (where, evidence) => addressNotAllowed(where, evidence, addressIn(evidence))

const blocked: Failure = (where, evidence) =>
  rateLimited(where, evidence, 'unknown', {
    ...messageFields('this API is blocked for a while', '该接口暂时被封禁'),
    hint: bilingual(
      'WeChat has blocked this API for a while: wait, and call more slowly.',
      '微信暂时封禁了该接口：请等待一段时间，并降低调用频率。',
    ),
  })

const resetsSpent: Failure = (where, evidence) => ({
  ...budgetSpent(where, evidence),
  ...messageFields("the month's resets of the daily quota are used up", '本月重置每日调用额度的次数已用完'),
})

const httpsNeeded: Failure = (where, evidence) => ({
  ...requestRejected(where, evidence),
  hint: bilingual(
    'Call over https: check `baseUrl`, and the proxy that the calls go through.',
    '请使用 https 调用：检查 baseUrl 以及请求所经过的代理。',
  ),
})

type Codes<A> = ReadonlyMap<number, A>

const each = <A>(meaning: A, ...codes: ReadonlyArray<number>) => codes.map((code) => [code, meaning] as const)

// Codes that mean the same at every endpoint (docs/vendors/wechat.md A.1.3, A.4).
const general: Codes<Failure> = new Map([
  ...each<Failure>(vendorBusy, -1),
  ...each(tokenRejected, 40001, 40014, 40094, 42001, 42006, 61014, 61015),
  ...each<Failure>(authorizationLost, 40030, 42002, 42007, 61003, 61023),
  ...each(codeRefused, 40029, 40163, 42003, 61009, 61010),
  ...each(badTicket, 40091, 61005, 61006),
  ...each(categoryMissing, 61016),
  ...each(notForPlatform, 86000),
  ...each(denied, 48001, 50001, 61007, 61011, 61017),
  ...each(wrongAddress, 40164, 45035, 61004),
  ...each(blocked, 45102),
  ...each(rate('day'), 45009),
  ...each(rate('minute'), 45011),
  ...each(rate('second'), 9402202),
  ...each(resetsSpent, 48006),
  ...each(budgetSpent, 45104, 86102, 9420000),
  ...each(limitReached, 85016, 89029, 9420002),
  ...each(precondition('app-missing'), 40013),
  ...each(precondition('account-blocked'), 45501, 48004, 50002, 50004),
  ...each(precondition('platform-unpublished'), 61028),
  ...each(precondition('not-a-mini-program'), 85015),
  ...each(precondition('personal-account'), 89231),
  ...each(httpsNeeded, 43003),
  ...each(requestRejected, 40033, 40039, 40052, 40066, 40097, 40125, 40170, 41001, 41002, 41003, 41004, 41008, 41018),
  ...each(requestRejected, 41021, 43001, 43002, 43007, 44002, 45002, 47001, 47002, 61008, 61024, 76003, 76021, 76022),
  ...each(requestRejected, 9420001),
])

/**
 * What a code says of the domains of a change, rather than of the call.
 *
 * - `nothing`: nothing was changed. The list has to be read.
 * - `refused`: the whole call was refused because of a domain that the code does not name.
 *
 * `otherwise` is why a domain is not there that the reply does not name; `unnamed` is the same if the reply names other domains for
 * that reason.
 */
export interface DomainCode {
  readonly _tag: 'nothing' | 'refused'
  readonly otherwise: RejectionReason
  readonly unnamed: RejectionReason
}

const nothing = (otherwise: RejectionReason, unnamed: RejectionReason): DomainCode => ({
  _tag: 'nothing',
  otherwise,
  unnamed,
})

const refused = (otherwise: RejectionReason): DomainCode => ({ _tag: 'refused', otherwise, unnamed: 'not-taken' })

/** An endpoint's own codes: of its domains, and of the call. */
interface OwnCodes {
  readonly domains: Codes<DomainCode>
  readonly call: Codes<Failure>
}

const none: OwnCodes = { domains: new Map(), call: new Map() }

// docs/vendors/wechat.md A.1.3, A.2.1.
const serverCodes = (unnamed: RejectionReason): OwnCodes => ({
  domains: new Map([
    ...each(nothing(unnamed, unnamed), 85017, 85301, 85303),
    ...each(nothing('no-icp', unnamed), 85302),
    ...each(refused('not-in-pool'), 85018),
    ...each(refused('no-icp'), 45082),
    ...each(refused('format'), 86100, 86101),
  ]),
  call: new Map(),
})

// docs/vendors/wechat.md A.2.2, A.2.3.
const webviewCodes: OwnCodes = {
  domains: new Map([
    ...each(nothing('not-taken', 'not-taken'), 89019),
    ...each(refused('pool-empty'), 89020),
    ...each(refused('not-in-pool'), 89021),
    ...each(nothing('not-listed', 'not-listed'), 89022),
    ...each(refused('confirm-file'), 86103),
    ...each(refused('bound-to-too-many'), 506015),
  ]),
  call: new Map(each(budgetSpent, 89030)),
}

// docs/vendors/wechat.md A.2.6. The code names no host, and a missing filing is but one example of what it means.
const prefetchCodes: OwnCodes = { domains: new Map(each(refused('not-verified'), 9420001)), call: new Map() }

// docs/vendors/wechat.md A.3.1, A.3.2.
const poolCodes: OwnCodes = {
  domains: new Map([...each(nothing('not-verified', 'not-taken'), 9410016), ...each(refused('format'), 40039)]),
  call: new Map(each(limitReached, 65316)),
}

const ownCodes: { readonly [K in Endpoint]: OwnCodes } = {
  'app-server': serverCodes('not-in-pool'),
  'app-server-direct': serverCodes('not-taken'),
  'app-webview': webviewCodes,
  'app-webview-direct': webviewCodes,
  'platform-server': poolCodes,
  'platform-webview': { ...poolCodes, call: new Map([...poolCodes.call, ...each(busyOrNoConfirmFile, -1)]) },
  'app-server-effective': none,
  'app-webview-effective': none,
  'app-prefetch-get': none,
  'app-prefetch-set': prefetchCodes,
  'app-confirm-file': none,
  'platform-confirm-file': none,
  raw: none,
}

/**
 * What a code says of the domains of a change at an endpoint; `undefined` if it says something of the call.
 */
export const domainCode = (endpoint: Endpoint, code: number): DomainCode | undefined =>
  ownCodes[endpoint].domains.get(code)

/**
 * The error of a code other than 0 at an endpoint. A code that no source explains is unknown; one about domains is an error where no
 * outcome can tell it: at reads, `copyPool` and raw calls.
 */
export const codeError = (
  endpoint: Endpoint,
  code: number,
  where: Where,
  evidence: Evidence,
  excerpt: () => string,
): DomainError => {
  const own = ownCodes[endpoint]
  const failure = own.call.get(code)
  if (failure !== undefined) return failure(where, evidence)
  const domains = own.domains.get(code)
  if (domains !== undefined) return domainsRefused(where, evidence, domains.otherwise)
  return general.get(code)?.(where, evidence) ?? unknownCode(where, evidence, excerpt())
}
