import { type Retry, afterAction, afterRead, later, never, nextDay, nextMonth } from './actor.js'
import {
  type BudgetSpent,
  type DomainError,
  type LimitReached,
  type Precondition,
  type PreconditionFailed,
  type RateLimited,
  type RequestRejected,
  type UnknownCode,
  type VendorBusy,
} from './domain-error.js'
import { type Evidence, type Verdict, type Where } from './details.js'
import { at, refused, unsure, untouched } from './applied.js'
import { bilingual } from './language.js'
import { messageFields, overruled } from './message.js'
import { preconditionFacts } from './precondition.js'
import { type RejectionHints, type RejectionReason, rejection } from './rejection.js'

const minute = 60_000

const rateRetry = (window: RateLimited['window']): Retry =>
  window === 'day' ? nextDay : later(window === 'second' ? 1_000 : minute)

const windowInChinese: { readonly [W in RateLimited['window']]: string } = {
  second: '这一秒',
  minute: '这一分钟',
  day: '今日',
  unknown: '此时段',
}

/**
 * Too many calls in a window. `verdict` overrides what follows from that: an HTTP status that may not be the vendor's own word
 * leaves the result of a write unknown (`unsure`).
 */
export const rateLimited = (
  where: Where,
  evidence: Evidence,
  window: RateLimited['window'],
  verdict: Partial<Verdict> = {},
): RateLimited =>
  overruled<RateLimited>(
    {
      _tag: 'RateLimited',
      ...at(where),
      ...evidence,
      window,
      ...messageFields(
        `too many calls in this ${window === 'unknown' ? 'window' : window}`,
        `${windowInChinese[window]}调用次数过多`,
      ),
      actor: 'caller',
      retry: rateRetry(window),
      ...untouched,
      hint: bilingual('Call more slowly.', '请降低调用频率。'),
    },
    verdict,
  )

/**
 * The month's modifications are used up.
 */
export const budgetSpent = (where: Where, evidence: Evidence): BudgetSpent => ({
  _tag: 'BudgetSpent',
  ...at(where),
  ...evidence,
  ...messageFields("the month's modifications are used up", '本月修改次数已用完'),
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
  ...messageFields('the list has no room for this many domains', '列表容纳不下这么多域名'),
  actor: 'caller',
  retry: afterAction,
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
  ...preconditionFacts(precondition),
  retry: afterAction,
  ...refused,
})

/**
 * The vendor found the request itself wrong.
 */
export const requestRejected = (where: Where, evidence: Evidence): RequestRejected => ({
  _tag: 'RequestRejected',
  ...at(where),
  ...evidence,
  ...messageFields('the vendor found the request itself wrong', '厂商认为请求有误'),
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
export const vendorBusy = (where: Where, evidence: Evidence, verdict: Partial<Verdict> = {}): VendorBusy =>
  overruled<VendorBusy>(
    {
      _tag: 'VendorBusy',
      ...at(where),
      ...evidence,
      ...messageFields('the vendor could not serve the call now', '厂商暂时无法处理该调用'),
      actor: 'vendor',
      retry: later(1_000),
      ...unsure,
      hint: bilingual(
        'Try again later; for a change, read the list first.',
        '请稍后重试；若是修改操作，请先读取列表。',
      ),
    },
    verdict,
  )

/**
 * The vendor answered with a code that this SDK does not know. `excerpt` must hold no secret.
 */
export const unknownCode = (where: Where, evidence: Evidence, excerpt: string): UnknownCode => ({
  _tag: 'UnknownCode',
  ...at(where),
  ...evidence,
  excerpt,
  ...messageFields(
    `the vendor answered with a code that is not known here: ${evidence.vendorCode ?? 'none'}`,
    `厂商返回了未知的错误码：${evidence.vendorCode ?? '无'}`,
  ),
  actor: 'vendor',
  retry: afterRead,
  ...unsure,
  hint: bilingual(
    'Look the code up at the vendor, and report it to mini-domains.',
    '请查询厂商文档中的该错误码，并反馈给 mini-domains。',
  ),
})

/**
 * Tells a vendor's no to domains as an error, for calls that have no outcome to tell it in: reads, `copyPool` and raw calls.
 */
export const domainsRefused = (
  where: Where,
  evidence: Evidence,
  reason: RejectionReason,
  hints?: RejectionHints,
): DomainError => {
  switch (reason) {
    case 'confirm-file':
    case 'pool-empty':
      return preconditionFailed(where, evidence, reason)
    case 'over-limit':
    case 'bound-to-too-many':
      return limitReached(where, evidence)
    case 'format':
    case 'not-verified':
    case 'no-icp':
    case 'not-in-pool':
    case 'not-listed':
    case 'still-listed':
    case 'not-taken':
    case 'lost': {
      const { actor, hint } = rejection(reason, 'this-domain', hints)
      const message = messageFields('the vendor refused the domains', '厂商拒绝了这些域名')
      return { ...requestRejected(where, evidence), ...message, actor, hint }
    }
  }
}
