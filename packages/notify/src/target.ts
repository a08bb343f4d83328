import type { Language } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import { type NotifyFailure, notifyFailure } from './failure.js'
import type { CheckedTarget, FormName } from './form/form.js'
import type { NoticeEvent } from './notice.js'

/**
 * Who is told, and of what.
 */
export interface NotifyTarget {
  readonly to: FormName
  /** The whole address. That of a robot holds its key: whoever has it may write there. */
  readonly url: string
  /**
   * What messages are signed with. A webhook needs one: `whsec_` and base64, or any text of 16 characters and more. 钉钉 and 飞书 have
   * one where 加签 or 签名校验 is on. The others have none.
   */
  readonly secret?: string | undefined
  /** Of what; of everything by default. */
  readonly on?: ReadonlyArray<NoticeEvent> | undefined
  /** The language of the reader; English by default. */
  readonly lang?: Language | undefined
}

const isHere = ({ hostname }: URL): boolean => /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname)

// The key of a robot stands in its address, so it never goes over a net in the clear.
const isSafe = (to: FormName, url: URL): boolean =>
  url.protocol === 'https:' || (url.protocol === 'http:' && (to === 'webhook' || isHere(url)))

const isSecret = (secret: string): boolean =>
  secret.startsWith('whsec_') ? /^whsec_[A-Za-z0-9+/]{20,}={0,2}$/.test(secret) : secret.length >= 16

const secretFits = ({ to, secret }: NotifyTarget): boolean => {
  switch (to) {
    case 'webhook':
      return secret !== undefined && isSecret(secret)
    case 'dingtalk':
    case 'feishu':
      return secret !== ''
    case 'wecom':
    case 'slack':
      return secret === undefined
  }
}

const secretHint = (to: FormName) =>
  to === 'webhook'
    ? {
        en: 'A webhook is signed: give a secret, "whsec_" and base64 or 16 characters and more. A new one: echo "whsec_$(openssl rand -base64 32)"',
        zh: 'webhook 必须签名：请提供密钥，“whsec_” 加 base64，或至少 16 个字符；新建：echo "whsec_$(openssl rand -base64 32)"',
      }
    : { en: 'Leave secret out: this robot has none.', zh: '请去掉 secret：该机器人没有密钥。' }

/**
 * Checks a target before anything is sent: that its address is one, that no key goes over the net in the clear, and that it has a secret where
 * its form has one.
 */
export const checkTarget = (target: NotifyTarget): E.Either<NotifyFailure, CheckedTarget> => {
  const { to, secret, lang = 'en' } = target
  if (!URL.canParse(target.url)) return E.left(notifyFailure('address', { to, host: '?' }))
  const url = new URL(target.url)
  if (!isSafe(to, url)) return E.left(notifyFailure('address', { to, host: url.host }))
  return secretFits(target)
    ? E.right({ to, url, secret, lang })
    : E.left(notifyFailure('secret', { to, host: url.host, hint: secretHint(to) }))
}
