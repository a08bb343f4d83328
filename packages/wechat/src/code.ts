import {
  type DomainError,
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
} from '@mini-domains/core'
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

const globalError = (code: number, where: Where, evidence: Evidence): DomainError | undefined => {
  switch (code) {
    case 40001:
    case 40014:
    case 40094:
    case 42001:
    case 42006:
    case 61014:
      return tokenRejected(where, evidence)
    case 40030:
    case 42002:
    case 42007:
    case 61003:
    case 61023:
      return authorizationLost(where, evidence)
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
    case 48001:
    case 61007:
    case 61011:
      return permissionDenied(where, evidence)
    case 45035:
    case 61004:
      return addressNotAllowed(where, evidence)
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
      return budgetSpent(where, evidence)
    case 85016:
    case 89029:
      return limitReached(where, evidence)
    case 40013:
      return preconditionFailed(where, evidence, 'app-missing')
    case 48004:
    case 50002:
      return preconditionFailed(where, evidence, 'account-blocked')
    case 61028:
      return preconditionFailed(where, evidence, 'platform-unpublished')
    case 85015:
      return preconditionFailed(where, evidence, 'not-a-mini-program')
    case 89231:
      return preconditionFailed(where, evidence, 'personal-account')
    case 40033:
    case 40039:
    case 40052:
    case 40125:
    case 41001:
    case 41002:
    case 41004:
    case 41018:
    case 41021:
    case 43002:
    case 43007:
    case 44002:
    case 47001:
    case 47002:
    case 61008:
    case 76003:
    case 76021:
    case 76022:
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
