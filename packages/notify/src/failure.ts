import type { Bilingual } from '@mini-domains/core'
import type { FormName } from './form/form.js'

/**
 * Why a message did not arrive.
 *
 * - `address`, `secret`: what it was to be sent with cannot be right; nothing was sent.
 * - `unreachable`, `timed-out`: no reply came. It may have arrived all the same.
 * - `busy`: asked too often, or out of order for now. `refused`: it will not be taken like this.
 */
export interface NotifyFailure {
  readonly _tag: 'NotifyFailure'
  readonly to: FormName
  readonly reason: 'address' | 'secret' | 'unreachable' | 'timed-out' | 'busy' | 'refused'
  /** The host it was sent to; never the path or the query, where keys stand. */
  readonly host: string
  readonly httpStatus?: number
  /** The code in the reply. */
  readonly code?: number
  /** How long the receiver wants to be left alone. */
  readonly afterMs?: number
  readonly message: Bilingual
  readonly hint: Bilingual
}

type Reason = NotifyFailure['reason']

const words: { readonly [R in Reason]: Bilingual } = {
  address: { en: 'its address is not usable', zh: '地址不可用' },
  secret: { en: 'its secret is not usable', zh: '密钥不可用' },
  unreachable: { en: 'it cannot be reached', zh: '无法连接' },
  'timed-out': { en: 'no reply came in time', zh: '未及时响应' },
  busy: { en: 'it is busy, or was asked too often', zh: '对方繁忙或触发限流' },
  refused: { en: 'it refused the message', zh: '消息被拒绝' },
}

const hints: { readonly [R in Reason]: Bilingual } = {
  address: {
    en: 'Copy the whole address from the settings of the robot; it begins with https://.',
    zh: '请从机器人设置中复制完整地址，应以 https:// 开头。',
  },
  secret: { en: 'Copy the secret from the settings of the receiver.', zh: '请从接收方设置中复制密钥。' },
  unreachable: { en: 'Check the address, and whether this machine may reach it.', zh: '请检查地址与本机网络。' },
  'timed-out': { en: 'Check whether this machine may reach it.', zh: '请检查本机网络。' },
  busy: { en: 'Send less often, or try again later.', zh: '请降低频率或稍后重试。' },
  refused: { en: 'Check the address and the secret of the receiver.', zh: '请检查接收方的地址与密钥。' },
}

/**
 * Says what a failure is about.
 */
export interface FailureDetail {
  readonly to: FormName
  readonly host: string
  readonly httpStatus?: number
  readonly code?: number
  readonly afterMs?: number
  readonly hint?: Bilingual
}

/**
 * Makes a failure. Nothing of a reply but its status and code is in it, since a reply may repeat a key.
 */
export const notifyFailure = (reason: Reason, { to, host, hint, ...detail }: FailureDetail): NotifyFailure => {
  const evidence = [
    detail.httpStatus === undefined ? [] : [`HTTP ${detail.httpStatus}`],
    detail.code === undefined ? [] : [`code ${detail.code}`],
  ].flat()
  const told = evidence.length === 0 ? '' : ` (${evidence.join(', ')})`
  const { en, zh } = words[reason]
  return {
    _tag: 'NotifyFailure',
    to,
    reason,
    host,
    ...detail,
    message: { en: `${to} at ${host}: ${en}${told}`, zh: `${to}（${host}）：${zh}${told}` },
    hint: hint ?? hints[reason],
  }
}
