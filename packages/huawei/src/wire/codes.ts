import { type DomainError } from '@mini-domains/core'
import {
  type Evidence,
  type RejectionReason,
  type Where,
  bilingual,
  budgetSpent,
  limitReached,
  messageFields,
  permissionDenied,
  preconditionFailed,
  requestRejected,
  tokenRejected,
} from '@mini-domains/core/adapter'

/**
 * What a code of a call says: that it failed, or that none of what it changes was taken because of its domains.
 */
export type Meaning =
  | { readonly _tag: 'Failure'; readonly error: (where: Where, evidence: Evidence) => DomainError }
  | { readonly _tag: 'Rejection'; readonly reason: RejectionReason }

type Failure = (where: Where, evidence: Evidence) => DomainError

const appMissing: Failure = (where, evidence) => ({
  ...preconditionFailed(where, evidence, 'app-missing'),
  hint: bilingual(
    'Check the app id, and that the merchant has authorised the platform.',
    '请检查应用 ID，并确认商家已授权给第三方平台。',
  ),
})

// docs/vendors/huawei.md C.7.3: at the token call.
const clientRefused: Failure = (where, evidence) => ({
  ...requestRejected(where, evidence),
  ...messageFields('the vendor does not take the client id or its secret', '厂商不接受此 client_id 或其密钥'),
  actor: 'platform',
  retry: { when: 'after-action' },
  hint: bilingual(
    'Check clientId and clientSecret: the console shows them under 开发配置 > 开发资料设置.',
    '请检查 clientId 与 clientSecret：见第三方平台“开发配置 > 开发资料设置”。',
  ),
})

/**
 * The platform's client may not make the call (docs/vendors/huawei.md C.7.3).
 */
export const clientForbidden: Failure = (where, evidence) => ({
  ...permissionDenied(where, evidence),
  hint: bilingual(
    "Check in the platform's console which permission sets its API client has, and that the merchant granted them.",
    '请在第三方平台后台检查 API 客户端的权限集，并确认商家已授予。',
  ),
})

const failures: ReadonlyMap<number, Failure> = new Map<number, Failure>([
  [205979650, requestRejected],
  [205979664, appMissing],
  [205979665, appMissing],
  [205980179, limitReached],
  [205980187, budgetSpent],
  [205980197, requestRejected],
  [205980198, (where, evidence) => preconditionFailed(where, evidence, 'personal-account')],
  [403, clientForbidden],
  [205524993, tokenRejected],
  [205524994, tokenRejected],
  [203890688, clientRefused],
])

// docs/vendors/huawei.md C.7.3. 205980186 is said of a domain whose form is wrong and, it seems, of one that is not in the pool.
const reasons: ReadonlyMap<number, RejectionReason> = new Map<number, RejectionReason>([
  [205980180, 'format'],
  [205980181, 'format'],
  [205980182, 'format'],
  [205980183, 'format'],
  [205980184, 'format'],
  [205980185, 'not-verified'],
  [205980186, 'not-verified'],
  [205980188, 'not-verified'],
  [205980189, 'bound-to-too-many'],
  [205980191, 'confirm-file'],
  [205980192, 'confirm-file'],
])

/**
 * Says what a code of a call means; `undefined` where no source says it.
 */
export const meaningOf = (code: number): Meaning | undefined => {
  const error = failures.get(code)
  if (error !== undefined) return { _tag: 'Failure', error }
  const reason = reasons.get(code)
  return reason === undefined ? undefined : { _tag: 'Rejection', reason }
}

/**
 * Says why a domain was refused that came back with a code of its own. One that no source knows is a check that the vendor does not name.
 */
export const reasonOf = (code: number): RejectionReason =>
  code === 205980179 ? 'over-limit' : (reasons.get(code) ?? 'not-verified')
