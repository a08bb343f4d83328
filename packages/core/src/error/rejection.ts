import { type Actor } from './actor.js'
import { type Evidence } from './details.js'
import { type Bilingual, bilingual } from './language.js'

/**
 * Why a vendor did not do what a change asked of a domain.
 *
 * - `format`: against the vendor's rules of form. `not-verified`: failed a check that the vendor does not name.
 * - `no-icp`: without ICP filing.
 * - `not-in-pool`: neither it nor a parent is in the platform pool. `pool-empty`: there is no pool yet.
 * - `confirm-file`: the confirm file was not found at its root, or differs.
 * - `over-limit`: no room left. `bound-to-too-many`: listed by too many mini programs.
 * - `not-listed`: to be deleted, but not there. `still-listed`: to go, and there after all.
 * - `not-taken`: silently dropped. `lost`: not part of the change, was there before it, and is gone.
 */
export type RejectionReason =
  | 'format'
  | 'not-verified'
  | 'no-icp'
  | 'not-in-pool'
  | 'pool-empty'
  | 'confirm-file'
  | 'over-limit'
  | 'bound-to-too-many'
  | 'not-listed'
  | 'still-listed'
  | 'not-taken'
  | 'lost'

const chineseWords: Readonly<Record<RejectionReason, string>> = {
  format: '格式不符',
  'not-verified': '未通过厂商校验',
  'no-icp': '未备案',
  'not-in-pool': '不在平台域名池',
  'pool-empty': '平台域名池为空',
  'confirm-file': '校验文件有误',
  'over-limit': '超出数量上限',
  'bound-to-too-many': '绑定的小程序过多',
  'not-listed': '不在列表中',
  'still-listed': '仍在列表中',
  'not-taken': '未被采纳',
  lost: '丢失',
}

const isReason = (reason: string): reason is RejectionReason => Object.hasOwn(chineseWords, reason)

/**
 * Names a reason for people: in English its code. One that is not known here stands for itself.
 */
const rejectionWord = (reason: string): Bilingual => bilingual(reason, isReason(reason) ? chineseWords[reason] : reason)

/**
 * How sure it is that this domain is the one: a vendor may refuse a whole call without naming the domain.
 */
export type Attribution = 'this-domain' | 'one-of-these' | 'presumed'

/**
 * A vendor's own code and words about one domain, where it gives them beside those of the call.
 */
export type DomainEvidence = Pick<Evidence, 'vendorCode' | 'vendorMessage'>

/**
 * Says for people why a domain was rejected: our word, and in brackets what the vendor said of this domain alone.
 */
export const rejectionText = ({
  reason,
  vendorCode,
  vendorMessage,
}: DomainEvidence & { readonly reason: string }): Bilingual => {
  const { en, zh } = rejectionWord(reason)
  const said = [vendorCode, vendorMessage].flatMap((each) => (each === undefined ? [] : [each])).join(' ')
  return said === '' ? bilingual(en, zh) : bilingual(`${en} (${said})`, `${zh}（${said}）`)
}

/**
 * A vendor's no to one domain: why, who must act, how to fix it, and the vendor's own code and words of this domain where it gives them.
 */
export interface Rejection extends DomainEvidence {
  readonly reason: RejectionReason
  /** What the vendor said against the domain besides; left out where it gave one reason only. `hint` speaks of all. */
  readonly also?: ReadonlyArray<RejectionReason>
  readonly attribution: Attribution
  readonly actor: Actor
  readonly hint: Bilingual
}

const actorOf = (reason: RejectionReason): Actor => {
  switch (reason) {
    case 'format':
    case 'over-limit':
    case 'not-listed':
      return 'caller'
    case 'not-verified':
    case 'no-icp':
    case 'not-in-pool':
    case 'pool-empty':
    case 'confirm-file':
    case 'bound-to-too-many':
      return 'platform'
    case 'still-listed':
    case 'not-taken':
    case 'lost':
      return 'vendor'
  }
}

/**
 * Says how to fix what made a vendor reject a domain.
 */
const rejectionHint = (reason: RejectionReason): Bilingual => {
  switch (reason) {
    case 'format':
      return bilingual('Bring the domain to the form that the vendor asks for.', '请按厂商要求修改域名格式。')
    case 'not-verified':
      return bilingual(
        "See the vendor's message; check the ICP filing, the confirm file and the form of the domain.",
        '请查看厂商返回信息，并检查域名备案、校验文件与格式。',
      )
    case 'no-icp':
      return bilingual(
        'File the domain for ICP first; it takes about a day to show.',
        '请先完成域名 ICP 备案，约一天后生效。',
      )
    case 'not-in-pool':
      return bilingual(
        'Add the domain or its parent to the platform pool first (the published pool if the platform is published).',
        '请先把该域名或其上级域名登记到第三方平台（第三方平台已全网发布时须登记到全网发布版）。',
      )
    case 'pool-empty':
      return bilingual('Register domains at the platform first.', '请先在第三方平台登记域名。')
    case 'confirm-file':
      return bilingual(
        'Put the confirm file at the root of the domain, byte for byte, without redirects.',
        '请把校验文件原样放到域名根目录，且不要跳转。',
      )
    case 'over-limit':
      return bilingual('Delete domains that are no longer needed first.', '请先删除不再使用的域名。')
    case 'bound-to-too-many':
      return bilingual(
        'Use another domain: this one is bound to too many mini programs.',
        '该域名绑定的小程序过多，请更换域名。',
      )
    case 'not-listed':
      return bilingual('Read the list again: the domain was not there.', '请重新读取列表：该域名并不存在。')
    case 'still-listed':
      return bilingual(
        'Read the list again later; delete the domain by itself if it stays.',
        '请稍后重新读取；若仍存在请单独删除。',
      )
    case 'lost':
      return bilingual(
        'Add the domain again at once: a change of other domains took it off the list.',
        '请立即重新添加该域名：修改其他域名时它被移出了列表。',
      )
    case 'not-taken':
      return bilingual(
        'Read the list again later; if it is still missing, ask the vendor with the request id.',
        '请稍后重新读取；若仍缺失，请携带请求编号咨询厂商。',
      )
  }
}

/**
 * What to do about a rejection at one vendor, by its reason: where a pool is kept, for one. The words of core stand where there are none.
 */
export type RejectionHints = { readonly [R in RejectionReason]?: Bilingual }

/**
 * Makes a rejection with the actor and hint that belong to its reason, at a vendor with hints of its own.
 */
export const rejection = (
  reason: RejectionReason,
  attribution: Attribution = 'this-domain',
  hints: RejectionHints = {},
): Rejection => ({
  reason,
  attribution,
  actor: actorOf(reason),
  hint: hints[reason] ?? rejectionHint(reason),
})

/**
 * Makes one rejection of all that a vendor said against a domain: the first reason is told as such, the others beside it, and the
 * hint of each.
 */
export const rejectionOf = (first: Rejection, others: ReadonlyArray<Rejection>): Rejection => {
  const also = others.filter((other) => other.reason !== first.reason)
  if (also.length === 0) return first
  const hints = [first, ...also].map(({ hint }) => hint)
  return {
    ...first,
    also: also.map(({ reason }) => reason),
    hint: bilingual(hints.map(({ en }) => en).join(' '), hints.map(({ zh }) => zh).join('')),
  }
}
