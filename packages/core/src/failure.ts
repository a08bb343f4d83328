import { type Retry, afterMend, afterRead, later, never, nextDay, nextMonth } from './actor.js'
import { type Bilingual, bilingual } from './language.js'
import { type Refusal } from './refusal.js'
import {
  type AddressNotAllowed,
  type AuthorizationLost,
  type BudgetSpent,
  type Cancelled,
  type ConfigIssue,
  type ConnectionFailed,
  type DomainError,
  type Evidence,
  type InvalidChange,
  type InvalidConfig,
  type LimitReached,
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
  type Verdict,
  type Where,
} from './domain-error.js'
import { mendPrecondition } from './precondition.js'

// A `Call` is a `Where` too; what else it carries (a signal, say) does not belong in an error.
const at = ({ vendor, operation, subject }: Where): Where => ({ vendor, operation, subject })

const untouched = { modification: 'not-spent', fate: 'not-done' } as const
// Whether a refused call counts against the month is documented by no vendor (docs/vendors/wechat.md E).
const refused = { modification: 'unknown', fate: 'not-done' } as const
const unsure = { modification: 'unknown', fate: 'unknown' } as const

const minute = 60_000

/**
 * The same error, as that of a call that only reads: nothing was changed and nothing was spent, however it ended.
 */
export const ofRead = (error: DomainError): DomainError => ({ ...error, ...untouched })

/**
 * The config was refused.
 */
export const invalidConfig = (vendor: string, issues: ReadonlyArray<ConfigIssue>): InvalidConfig => ({
  _tag: 'InvalidConfig',
  vendor,
  operation: 'config',
  subject: 'config',
  issues,
  message: `the config is not right: ${issues.map((i) => `${i.path}: expected ${i.expected}, found ${i.found}`).join('; ')}`,
  actor: 'caller',
  retry: afterMend,
  ...untouched,
  hint: bilingual('Mend the config at the paths listed.', '请按列出的路径修改配置。'),
})

/**
 * A change was refused before anything was sent.
 */
export const invalidChange = (where: Where, refusals: ReadonlyArray<Refusal>): InvalidChange => ({
  _tag: 'InvalidChange',
  ...at(where),
  refusals,
  message: `refused before sending: ${refusals
    .slice(0, 5)
    .map((r) => `${r.kind} "${r.domain.slice(0, 100)}" (${r.rule})`)
    .join(', ')}${refusals.length > 5 ? ` and ${refusals.length - 5} more` : ''}`,
  actor: 'caller',
  retry: afterMend,
  ...untouched,
  hint: refusals[0]?.mend ?? bilingual('Mend the change.', '请修改该变更。'),
})

/**
 * The vendor has no such thing.
 */
export const unsupported = (where: Where, why: Bilingual, link: string): Unsupported => ({
  _tag: 'Unsupported',
  ...at(where),
  why,
  link,
  message: `${where.vendor} cannot do ${where.operation}: ${why.en.replace(/\.$/, '')}`,
  actor: 'caller',
  retry: never,
  ...untouched,
  hint: bilingual(`${why.en} Ask provider.capabilities first.`, `${why.zh}请先查看 provider.capabilities。`),
})

/**
 * No token could be had. `message` must hold no secret.
 */
export const tokenUnavailable = (where: Where, message: string, verdict: Partial<Verdict> = {}): TokenUnavailable => ({
  _tag: 'TokenUnavailable',
  ...at(where),
  message,
  actor: 'caller',
  retry: afterMend,
  ...untouched,
  hint: bilingual('Give a token for this subject in config.tokens.', '请在 config.tokens 中为该对象提供令牌。'),
  ...verdict,
})

/**
 * The vendor refused the token, also after one forced refresh.
 */
export const tokenRejected = (where: Where, evidence: Evidence): TokenRejected => ({
  _tag: 'TokenRejected',
  ...at(where),
  ...evidence,
  message: 'the vendor refused the token, and a fresh one was not to be had or was refused too',
  actor: 'platform',
  retry: afterMend,
  ...untouched,
  hint: bilingual(
    'Check that the token is the newest, of the right kind (app or platform) and of this very app.',
    '请确认令牌是最新的、类型正确（小程序或第三方平台），且属于该小程序。',
  ),
})

/**
 * The merchant took the authorisation back, or never gave it.
 */
export const authorizationLost = (where: Where, evidence: Evidence): AuthorizationLost => ({
  _tag: 'AuthorizationLost',
  ...at(where),
  ...evidence,
  message: 'the app is not authorised to this platform (any more)',
  actor: 'merchant',
  retry: afterMend,
  ...untouched,
  hint: bilingual('Ask the merchant to authorise the platform again.', '请商家重新授权给第三方平台。'),
})

/**
 * The authorisation does not cover this call.
 */
export const permissionDenied = (where: Where, evidence: Evidence): PermissionDenied => ({
  _tag: 'PermissionDenied',
  ...at(where),
  ...evidence,
  message: 'the token is not allowed to make this call',
  actor: 'merchant',
  retry: afterMend,
  ...untouched,
  hint: bilingual(
    'Ask the merchant to grant the permission set for domains (WeChat: 18) when authorising; check that the account is a mini program.',
    '请商家在授权时勾选域名相关权限集（微信为 18），并确认该账号是小程序。',
  ),
})

/**
 * This machine's IP address is not on the platform's list.
 */
export const addressNotAllowed = (where: Where, evidence: Evidence): AddressNotAllowed => ({
  _tag: 'AddressNotAllowed',
  ...at(where),
  ...evidence,
  message: "the IP address of this machine is not on the platform's list",
  actor: 'platform',
  retry: afterMend,
  ...untouched,
  hint: bilingual(
    'Add the outgoing IP address to the list in the platform console, or send through a proxy that is on it.',
    '请在第三方平台后台把出口 IP 加入白名单，或通过已加入白名单的代理发出请求。',
  ),
})

const rateRetry = (window: RateLimited['window']): Retry =>
  window === 'day' ? nextDay : later(window === 'second' ? 1_000 : minute)

/**
 * Too many calls in a window.
 */
export const rateLimited = (where: Where, evidence: Evidence, window: RateLimited['window']): RateLimited => ({
  _tag: 'RateLimited',
  ...at(where),
  ...evidence,
  window,
  message: `too many calls in this ${window === 'unknown' ? 'window' : window}`,
  actor: 'caller',
  retry: rateRetry(window),
  ...untouched,
  hint: bilingual('Call more slowly.', '请降低调用频率。'),
})

/**
 * The month's modifications are used up.
 */
export const budgetSpent = (where: Where, evidence: Evidence): BudgetSpent => ({
  _tag: 'BudgetSpent',
  ...at(where),
  ...evidence,
  message: "the month's modifications are used up",
  actor: 'caller',
  retry: nextMonth,
  ...untouched,
  hint: bilingual(
    'Wait for next month; the vendor does not reset this. Merge changes into one call.',
    '请等到下个月（厂商不会重置次数），并把多项修改合并到一次调用。',
  ),
})

/**
 * No room left in the list.
 */
export const limitReached = (where: Where, evidence: Evidence): LimitReached => ({
  _tag: 'LimitReached',
  ...at(where),
  ...evidence,
  message: 'the list has no room for this many domains',
  actor: 'caller',
  retry: afterMend,
  ...refused,
  hint: bilingual('Delete domains that are no longer needed first.', '请先删除不再使用的域名。'),
})

/**
 * Something at the vendor must be put right first.
 */
export const preconditionFailed = (
  where: Where,
  evidence: Evidence,
  precondition: Precondition,
): PreconditionFailed => ({
  _tag: 'PreconditionFailed',
  ...at(where),
  ...evidence,
  precondition,
  ...mendPrecondition(precondition),
  retry: afterMend,
  ...refused,
})

/**
 * The vendor found the request itself wrong.
 */
export const requestRejected = (where: Where, evidence: Evidence): RequestRejected => ({
  _tag: 'RequestRejected',
  ...at(where),
  ...evidence,
  message: 'the vendor found the request itself wrong',
  actor: 'caller',
  retry: never,
  ...refused,
  hint: bilingual(
    'Check a raw call against the vendor document; if it was not raw, report it to mini-domains with the vendor code.',
    '若为 raw 调用请对照厂商文档检查；否则请携带厂商错误码向 mini-domains 反馈。',
  ),
})

/**
 * The vendor could not serve the call now.
 */
export const vendorBusy = (where: Where, evidence: Evidence, verdict: Partial<Verdict> = {}): VendorBusy => ({
  _tag: 'VendorBusy',
  ...at(where),
  ...evidence,
  message: 'the vendor could not serve the call now',
  actor: 'vendor',
  retry: later(1_000),
  ...unsure,
  hint: bilingual('Try again later; for a change, read the list first.', '请稍后重试；若是修改操作，请先读取列表。'),
  ...verdict,
})

/**
 * No connection, or it broke. `sent` is false only where the request surely never left.
 */
export const connectionFailed = (where: Where, code: string, sent: boolean): ConnectionFailed => ({
  _tag: 'ConnectionFailed',
  ...at(where),
  sent,
  code,
  message: sent ? `the connection broke (${code})` : `no connection (${code})`,
  actor: 'caller',
  retry: later(1_000),
  ...(sent ? unsure : untouched),
  hint: bilingual('Check the network, the proxy and the base URL.', '请检查网络、代理和 baseUrl。'),
})

/**
 * The deadline passed. `sent` is false only where the request surely never left.
 */
export const timedOut = (where: Where, afterMs: number, sent: boolean): TimedOut => ({
  _tag: 'TimedOut',
  ...at(where),
  afterMs,
  message: `no full reply within ${afterMs} ms`,
  actor: 'vendor',
  retry: later(1_000),
  ...(sent ? unsure : untouched),
  hint: bilingual(
    'Read the list before repeating a change; raise timeoutMs if this is usual.',
    '重复修改前请先读取列表；若经常发生请调大 timeoutMs。',
  ),
})

/**
 * The caller cancelled. `sent` is false where the request never left.
 */
export const cancelled = (where: Where, sent: boolean): Cancelled => ({
  _tag: 'Cancelled',
  ...at(where),
  sent,
  message: sent ? 'cancelled while the call was under way' : 'cancelled before anything was sent',
  actor: 'caller',
  retry: sent ? afterRead : never,
  ...(sent ? unsure : untouched),
  hint: sent
    ? bilingual(
        'Read the list before going on: the change may have arrived.',
        '继续之前请先读取列表：修改可能已到达厂商。',
      )
    : bilingual('Nothing was sent.', '未发送任何请求。'),
})

/**
 * The reply is not what the vendor documents. `excerpt` must hold no secret.
 */
export const unreadableReply = (
  where: Where,
  evidence: Evidence,
  detail: { readonly path: string; readonly expected: string; readonly excerpt: string },
): UnreadableReply => ({
  _tag: 'UnreadableReply',
  ...at(where),
  ...evidence,
  ...detail,
  message: `the reply cannot be read at ${detail.path === '' ? 'its root' : detail.path}: expected ${detail.expected}`,
  actor: 'vendor',
  retry: afterRead,
  ...unsure,
  hint: bilingual(
    'Check that nothing between here and the vendor (proxy, gateway) answers in its place.',
    '请检查链路上的代理或网关是否替厂商返回了内容。',
  ),
})

/**
 * The vendor answered with a code that this SDK does not know. `excerpt` must hold no secret.
 */
export const unknownCode = (where: Where, evidence: Evidence, excerpt: string): UnknownCode => ({
  _tag: 'UnknownCode',
  ...at(where),
  ...evidence,
  excerpt,
  message: `the vendor answered with a code that is not known here: ${evidence.vendorCode ?? 'none'}`,
  actor: 'vendor',
  retry: afterRead,
  ...unsure,
  hint: bilingual(
    'Look the code up at the vendor, and report it to mini-domains.',
    '请查询厂商文档中的该错误码，并反馈给 mini-domains。',
  ),
})
