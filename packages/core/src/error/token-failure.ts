import { afterAction, later } from './actor.js'
import {
  type AddressNotAllowed,
  type AuthorizationLost,
  type CodeRefused,
  type LossReason,
  type PermissionDenied,
  type TokenRejected,
  type TokenUnavailable,
} from './domain-error.js'
import { type Evidence, type Verdict, type Where, evidenceOf } from './details.js'
import { at, untouched } from './applied.js'
import { type Bilingual, bilingual } from './language.js'
import { messageFields, overruled } from './message.js'

/**
 * No token is available. The message, in both languages or in English only, must hold no secret.
 */
export const tokenUnavailable = (
  where: Where,
  message: string | Bilingual,
  verdict: Partial<Verdict> = {},
): TokenUnavailable =>
  overruled<TokenUnavailable>(
    {
      _tag: 'TokenUnavailable',
      ...at(where),
      ...(typeof message === 'string' ? { message } : messageFields(message.en, message.zh)),
      actor: 'caller',
      retry: afterAction,
      ...untouched,
      hint: bilingual('Give a token for this subject in config.tokens.', '请在 config.tokens 中为该对象提供令牌。'),
    },
    verdict,
  )

/**
 * The vendor refused the token, also after one forced refresh.
 */
export const tokenRejected = (where: Where, evidence: Evidence): TokenRejected => ({
  _tag: 'TokenRejected',
  ...at(where),
  ...evidence,
  ...messageFields(
    'the vendor refused the token, and a fresh one was not to be had or was refused too',
    '厂商不接受该令牌，且无法获取新令牌或新令牌同样被拒绝',
  ),
  actor: 'platform',
  retry: afterAction,
  ...untouched,
  hint: bilingual(
    'Check that the token is the newest, of the right kind (app or platform) and of this very app.',
    '请确认令牌是最新的、类型正确（小程序或第三方平台），且属于该小程序。',
  ),
})

const lossMessage = (reason: LossReason) => {
  switch (reason) {
    case 'withdrawn':
      return messageFields(
        'the app is not authorised to this platform (any more)',
        '该小程序未授权给本平台，或授权已取消',
      )
    case 'never-completed':
      return messageFields(
        'the authorisation was never completed: its code was not exchanged, so there are no tokens',
        '授权未完成：授权码尚未换取令牌',
      )
  }
}

/**
 * The merchant took the authorisation back, never gave it, or gave one that was never completed.
 */
export const authorizationLost = (
  where: Where,
  evidence: Evidence,
  reason: LossReason = 'withdrawn',
): AuthorizationLost => ({
  _tag: 'AuthorizationLost',
  reason,
  ...at(where),
  ...evidence,
  ...lossMessage(reason),
  actor: 'merchant',
  retry: afterAction,
  ...untouched,
  hint: bilingual('Ask the merchant to authorise the platform again.', '请商家重新授权给第三方平台。'),
})

/**
 * The vendor did not take an authorisation code. What is kept of the app is as good as before.
 */
export const codeRefused = (where: Where, evidence: Evidence): CodeRefused => ({
  _tag: 'CodeRefused',
  ...at(where),
  ...evidence,
  ...messageFields('the authorisation code was used already, is too old, or is none', '授权码已被使用、已过期或无效'),
  actor: 'caller',
  retry: afterAction,
  ...untouched,
  hint: bilingual(
    'Each code works once: check that the page was not just loaded again and that this is the authorisation code. If the app has no token yet, ask the merchant to authorise again.',
    '每个授权码只能使用一次：请确认页面不是被重复加载，且传入的是授权码（authorization code）。若该小程序尚无令牌，请商家重新授权。',
  ),
})

/**
 * The vendor did not take a code that it has just given in place of a lost refresh token, as `error` of the exchange says: one that another
 * process has got meanwhile may have taken its place.
 */
export const retrievedCodeRefused = (error: Where & Evidence): TokenUnavailable => ({
  ...tokenUnavailable(
    error,
    bilingual('the vendor did not take the code that it has just given', '厂商未接受其刚签发的授权码'),
    {
      actor: 'vendor',
      retry: later(1_000),
      hint: bilingual('Try again: another code can be had.', '请重试：可再次获取新的授权码。'),
    },
  ),
  ...evidenceOf(error),
})

/**
 * The authorisation does not cover this call. `permissionSet` is what the vendor calls the one that covers domains.
 */
export const permissionDenied = (where: Where, evidence: Evidence, permissionSet?: string): PermissionDenied => ({
  _tag: 'PermissionDenied',
  ...at(where),
  ...evidence,
  ...messageFields('the token is not allowed to make this call', '该令牌无权调用此接口'),
  actor: 'merchant',
  retry: afterAction,
  ...untouched,
  hint: bilingual(
    `Ask the merchant to grant the permission set for domains${permissionSet === undefined ? '' : ` (${permissionSet})`} when authorising; check that the account is a mini program.`,
    `请商家在授权时勾选域名相关权限集${permissionSet === undefined ? '' : `（${permissionSet}）`}，并确认该账号是小程序。`,
  ),
})

/**
 * This machine's IP address is not on the platform's list.
 */
export const addressNotAllowed = (where: Where, evidence: Evidence, address?: string): AddressNotAllowed => ({
  _tag: 'AddressNotAllowed',
  ...at(where),
  ...evidence,
  ...messageFields(
    `the IP address of this machine${address === undefined ? '' : `, ${address},`} is not on the platform's list`,
    `本机 IP 地址${address === undefined ? '' : ` ${address} `}不在第三方平台的白名单中`,
  ),
  actor: 'platform',
  retry: afterAction,
  ...untouched,
  hint: bilingual(
    `Add the outgoing IP address${address === undefined ? '' : ` ${address}`} to the list in the platform console, or send through a proxy that is on it.`,
    `请在第三方平台后台把出口 IP${address === undefined ? ' ' : `（${address}）`}加入白名单，或通过已加入白名单的代理发出请求。`,
  ),
})
