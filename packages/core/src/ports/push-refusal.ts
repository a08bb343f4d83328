import { type Bilingual, bilingual } from '../error/language.js'
import { type Message, messageFields } from '../error/message.js'

/**
 * Why a push was not taken. The sender is told no more than that it was not.
 *
 * - `already-read`: somebody read the body before, and kept neither its text nor its sealed part.
 * - `not-signed`: a part is missing that every push has.
 * - `wrong-signature`: not signed with the configured token.
 * - `too-old`: signed at another time than this machine's clock has.
 * - `unreadable`: no configured key opens it.
 * - `wrong-receiver`: sealed for another platform.
 * - `no-message`: opened, but what was in it is no message that the vendor is known to push.
 */
export interface PushRefusal extends Message {
  readonly _tag: 'PushRefusal'
  readonly reason:
    'already-read' | 'not-signed' | 'wrong-signature' | 'too-old' | 'unreadable' | 'wrong-receiver' | 'no-message'
  /** What to do next. */
  readonly hint: Bilingual
}

/**
 * What the config of a vendor's pushes calls its secrets.
 */
export interface PushKeyNames {
  readonly aesKey: string
  readonly previousAesKey: string
  readonly platformId: string
}

const plainNames: PushKeyNames = { aesKey: 'aesKey', previousAesKey: 'previousAesKey', platformId: 'platformId' }

const hintOf = (reason: PushRefusal['reason'], { aesKey, previousAesKey, platformId }: PushKeyNames): Bilingual => {
  switch (reason) {
    case 'already-read':
      return bilingual(
        'Mount the handler before any body parser, or keep rawBody.',
        '请将处理函数挂载在请求体解析器之前，或保留 rawBody。',
      )
    case 'not-signed':
      return bilingual(
        'Not from the vendor: a scanner, or somebody who tries the address. Where the vendor did send it, see what a proxy before this changes.',
        '并非厂商发送：可能是扫描，或有人在试探该地址。若确为厂商发送，请检查前置代理改动了什么。',
      )
    case 'wrong-signature':
      return bilingual(
        'A forgery, or the token under pushes is not the one in the console.',
        '可能是伪造推送，或 pushes 中的 token 与控制台不一致。',
      )
    case 'too-old':
      return bilingual(
        "Set this machine's clock (NTP). Where it is right, somebody sends a push again that was recorded earlier.",
        '请校准本机时钟（NTP）。若时钟无误，则是有人重发了早先截获的推送。',
      )
    case 'unreadable':
      return bilingual(
        `The signature is right, so the token is: copy the message key (${aesKey}) from the console again; after a change of the key, keep the one before as ${previousAesKey}.`,
        `签名相符，token 无误：请从控制台重新复制消息加解密密钥（${aesKey}）；更换密钥后，将旧密钥保留为 ${previousAesKey}。`,
      )
    case 'wrong-receiver':
      return bilingual(
        `Token and key are right: give pushes the id of this platform (${platformId}), or the console of the other one its own address.`,
        `token 与密钥无误：请在 pushes 中填写本平台的标识（${platformId}），或为另一个平台在控制台设置各自的地址。`,
      )
    case 'no-message':
      return bilingual(
        'Token, key and platform are right. The vendor pushes a message of another form; please report which.',
        'token、密钥与平台均无误。厂商推送了另一种格式的消息，请反馈是哪一种。',
      )
  }
}

/**
 * Makes the refusal of a push, with the hint of its reason.
 */
export const pushRefusal = (
  reason: PushRefusal['reason'],
  message: Bilingual,
  names: PushKeyNames = plainNames,
): PushRefusal => ({
  _tag: 'PushRefusal',
  reason,
  ...messageFields(message.en, message.zh),
  hint: hintOf(reason, names),
})
