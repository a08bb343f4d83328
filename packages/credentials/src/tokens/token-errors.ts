import { type Bilingual, type DomainError } from '@mini-domains/core'
import {
  type AuthorizationLost,
  type Evidence,
  type StoreFailure,
  type Verdict,
  type Where,
  afterAction,
  authorizationLost,
  bilingual,
  later,
  messageFields,
  messageOf,
  tokenUnavailable,
} from '@mini-domains/core/adapter'
import { type Loss, type LossCause, becauseOf } from '../records/loss.js'

const retryOf = (failure: StoreFailure): Verdict['retry'] => {
  switch (failure.reason) {
    case 'unavailable':
      return later(1_000)
    case 'full':
    case 'corrupt':
    case 'wrong-key':
      return afterAction
  }
}

/**
 * The error of a token that a store failure causes.
 */
export const storeError = (where: Where, failure: StoreFailure): DomainError => {
  const { en, zh } = messageOf(failure)
  const message = bilingual(
    `the token store failed (${failure.reason}): ${en}`,
    `令牌存储出错（${failure.reason}）：${zh}`,
  )
  return tokenUnavailable(where, message, { retry: retryOf(failure), hint: failure.hint })
}

const stillRefreshing = (waitMs: number): Bilingual =>
  bilingual(
    `another process is refreshing this token and did not finish within ${waitMs} ms`,
    `另一进程正在刷新该令牌，${waitMs} 毫秒内未完成`,
  )

/**
 * Another process refreshes, and does not finish.
 */
export const waitedTooLong = (where: Where, waitMs: number): DomainError =>
  tokenUnavailable(where, stillRefreshing(waitMs), {
    retry: later(1_000),
    hint: bilingual(
      'Try again; if it lasts, look at the process that holds the lease, and at the vendor.',
      '请重试；若持续出现，请检查持有租约的进程以及厂商接口。',
    ),
  })

/**
 * There is no ticket to get the platform's token with. `pushAsked` tells whether the vendor was asked to push one.
 */
export const ticketMissing = (where: Where, age: 'none' | 'too-old', pushAsked: boolean): DomainError => {
  const next = pushAsked
    ? bilingual('The vendor was asked to push', '已请求厂商推送票据')
    : bilingual('Wait for the next push (every 10 minutes)', '请等待下一次票据推送（每 10 分钟一次）')
  // By a clock that is ahead, every ticket is too old.
  const clock =
    age === 'none'
      ? bilingual('', '')
      : bilingual(' If pushes do arrive, set the clock of this machine right.', '若推送正常到达，请校准本机时钟。')
  return tokenUnavailable(
    where,
    age === 'none'
      ? bilingual('no ticket has been pushed to this platform yet', '尚未收到推送给该平台的票据')
      : bilingual('the newest ticket is too old to be good', '最新的票据已过期'),
    {
      actor: 'platform',
      retry: pushAsked ? later(60_000) : afterAction,
      hint: bilingual(
        `${next.en}; check that the push address in the console leads to \`mini-domains listen\`, or to your pushHandler.${clock.en}`,
        `${next.zh}；请确认后台填写的推送地址指向 \`mini-domains listen\` 或您的 pushHandler。${clock.zh}`,
      ),
    },
  )
}

const evidenceOf = ({ vendorCode, requestId }: Loss): Evidence => ({
  ...(vendorCode === null ? {} : { vendorCode }),
  ...(requestId === null ? {} : { requestId }),
})

const checkTheId = {
  ...messageFields(becauseOf('never-there').en, becauseOf('never-there').zh),
  hint: bilingual(
    'Check the id of the app. Where it is right, ask the merchant to authorise the platform again.',
    '请核对小程序 ID；若无误，请商家重新授权给第三方平台。',
  ),
}

/**
 * The authorisation is gone, as is remembered: when, and why. An app that nothing is known of has lost nothing: its id
 * may be mistyped.
 */
export const remembered = (where: Where, loss: Loss, isUnheardOf: boolean): AuthorizationLost => {
  const reason = loss.reason ?? 'withdrawn'
  const error = authorizationLost(where, evidenceOf(loss), reason)
  return isUnheardOf && reason === 'withdrawn'
    ? { ...error, ...checkTheId }
    : { ...error, ...goneSince(new Date(loss.at).toISOString(), becauseOf(loss.because)) }
}

const goneSince = (since: string, { en, zh }: Bilingual) =>
  messageFields(`the authorisation has been gone since ${since}: ${en}`, `授权自 ${since} 起已失效：${zh}`)

const causeOf = ({ reason }: AuthorizationLost): LossCause => {
  switch (reason) {
    case 'withdrawn':
      return 'vendor-says-so'
    case 'never-completed':
      return 'never-completed'
  }
}

/**
 * The loss to store: from the vendor's last error, and from its first if that says more.
 */
export const lossOf = (at: number, error: AuthorizationLost, first: DomainError = error): Loss => ({
  at,
  because: causeOf(error),
  reason: error.reason,
  vendorCode: error.vendorCode ?? first.vendorCode ?? null,
  requestId: error.requestId ?? first.requestId ?? null,
})

/**
 * The loss to store of an authorisation whose refresh token is dead and has no successor at the vendor.
 */
export const noSuccessor = (at: number, refused: DomainError | undefined): Loss => ({
  at,
  because: 'no-successor',
  reason: 'withdrawn',
  vendorCode: refused?.vendorCode ?? null,
  requestId: refused?.requestId ?? null,
})
