import { type DomainError } from '@mini-domains/core'
import {
  type Evidence,
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
} from '@mini-domains/core/adapter'
import { isIP } from 'node:net'
import { domainCode } from './domain-code.js'
import { type Endpoint } from './endpoint.js'

const minusOne = (endpoint: Endpoint, where: Where, evidence: Evidence): DomainError =>
  // Seen for good where the check file could not be fetched (docs/vendors/wechat.md A.3.2).
  endpoint === 'platform-webview'
    ? vendorBusy(where, evidence, {
        hint: bilingual(
          'Read the list, check that the confirm file of each domain can be fetched, then try again.',
          '请先读取列表，确认每个域名的校验文件可以访问，然后再试。',
        ),
      })
    : vendorBusy(where, evidence)

const endpointError = (endpoint: Endpoint, code: number, where: Where, evidence: Evidence): DomainError | undefined => {
  switch (code) {
    case 65316:
      return endpoint === 'platform-server' || endpoint === 'platform-webview'
        ? limitReached(where, evidence)
        : undefined
    case 89030:
      return endpoint === 'app-webview' || endpoint === 'app-webview-direct' ? budgetSpent(where, evidence) : undefined
    default:
      return undefined
  }
}

const domainError = (endpoint: Endpoint, code: number, where: Where, evidence: Evidence): DomainError | undefined => {
  const said = domainCode(endpoint, code)
  return said === undefined ? undefined : domainsRefused(where, evidence, said.otherwise)
}

const ticketHint = bilingual(
  'Wait for the next ticket push (every 10 minutes), or start it with api_start_push_ticket.',
  '请等待下一次票据推送（每 10 分钟一次），或调用 api_start_push_ticket 启动推送。',
)

// `invalid ip 203.0.113.7 ipv6 ::ffff:203.0.113.7, not in whitelist` (docs/vendors/wechat.md A.4): what there is of an address.
const addressIn = ({ vendorMessage }: Evidence): string | undefined =>
  (vendorMessage ?? '').match(/[0-9A-Fa-f:.]{3,45}/g)?.find((text) => isIP(text) !== 0)

const httpsHint = bilingual(
  'Call over https: check `baseUrl`, and the proxy that the calls go through.',
  '请使用 https 调用：检查 baseUrl 以及请求所经过的代理。',
)

const blockedHint = bilingual(
  'WeChat has blocked this API for a while: wait, and call more slowly.',
  '微信暂时封禁了该接口：请等待一段时间，并降低调用频率。',
)

const categoryHint = bilingual(
  'The platform must confirm the function category (permission set) of this API in its console; ask WeChat where it cannot.',
  '请第三方平台在后台确认该接口所属的权限集（功能类目）；无法确认时请联系微信。',
)

const notForPlatformHint = bilingual(
  'Use the token that the platform gets for the app (authorizer_access_token), not one that the app got for itself.',
  '请使用第三方平台代该小程序获取的 authorizer_access_token，而不是小程序自身的 access_token。',
)

const globalError = (code: number, where: Where, evidence: Evidence): DomainError | undefined => {
  switch (code) {
    case 40001:
    case 40014:
    case 40094:
    case 42001:
    case 42006:
    case 61014:
    case 61015:
      return tokenRejected(where, evidence)
    case 40030:
    case 42002:
    case 42007:
    case 61003:
    case 61023:
      return authorizationLost(where, evidence)
    case 40029:
    case 40163:
    case 42003:
    case 61009:
    case 61010:
      return codeRefused(where, evidence)
    case 40091:
    case 61005:
    case 61006:
      return {
        ...tokenUnavailable(where, 'the component ticket is expired or invalid', {
          actor: 'platform',
          hint: ticketHint,
        }),
        ...evidence,
      }
    case 61016:
      return { ...permissionDenied(where, evidence), actor: 'platform', hint: categoryHint }
    case 86000:
      return { ...permissionDenied(where, evidence), actor: 'platform', hint: notForPlatformHint }
    case 48001:
    case 50001:
    case 61017:
    case 61007:
    case 61011:
      return permissionDenied(where, evidence)
    case 40164:
    case 45035:
    case 61004:
      return addressNotAllowed(where, evidence, addressIn(evidence))
    case 45102:
      return rateLimited(where, evidence, 'unknown', { message: 'this API is blocked for a while', hint: blockedHint })
    case 45009:
      return rateLimited(where, evidence, 'day')
    case 45011:
      return rateLimited(where, evidence, 'minute')
    case 9402202:
      return rateLimited(where, evidence, 'second')
    case 48006:
      return { ...budgetSpent(where, evidence), message: "the month's resets of the daily quota are used up" }
    case 45104:
    case 86102:
    case 9420000:
      return budgetSpent(where, evidence)
    case 85016:
    case 89029:
    case 9420002:
      return limitReached(where, evidence)
    case 40013:
      return preconditionFailed(where, evidence, 'app-missing')
    case 45501:
    case 48004:
    case 50002:
    case 50004:
      return preconditionFailed(where, evidence, 'account-blocked')
    case 61028:
      return preconditionFailed(where, evidence, 'platform-unpublished')
    case 85015:
      return preconditionFailed(where, evidence, 'not-a-mini-program')
    case 89231:
      return preconditionFailed(where, evidence, 'personal-account')
    case 43003:
      return { ...requestRejected(where, evidence), hint: httpsHint }
    case 40033:
    case 40039:
    case 40052:
    case 40066:
    case 40097:
    case 40125:
    case 40170:
    case 41001:
    case 41002:
    case 41003:
    case 41004:
    case 41008:
    case 41018:
    case 41021:
    case 43001:
    case 43002:
    case 43007:
    case 44002:
    case 45002:
    case 47001:
    case 47002:
    case 61008:
    case 61024:
    case 76003:
    case 76021:
    case 76022:
    case 9420001:
      return requestRejected(where, evidence)
    default:
      return undefined
  }
}

/**
 * Tells what a code other than 0 means at an endpoint, in the words of core. A code that no source explains is unknown; one
 * that speaks of domains is an error where there is no outcome to tell it in: reads, `adopt` and raw calls.
 *
 * Sources: docs/vendors/wechat.md A.1.3, A.2, A.3, A.4.
 */
export const codeError = (
  endpoint: Endpoint,
  code: number,
  where: Where,
  evidence: Evidence,
  excerpt: () => string,
): DomainError => {
  if (code === -1) return minusOne(endpoint, where, evidence)
  return (
    endpointError(endpoint, code, where, evidence) ??
    domainError(endpoint, code, where, evidence) ??
    globalError(code, where, evidence) ??
    unknownCode(where, evidence, excerpt())
  )
}
