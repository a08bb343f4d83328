import { messageText } from '../message-text.js'
import { dingtalkSignature } from '../signature.js'
import { codeVerdict } from './code-verdict.js'
import { type Form, jsonPosting } from './form.js'

const asItIs = (text: string): string => text

const signedUrl = (url: URL, secret: string | undefined, now: number): URL => {
  if (secret === undefined) return url
  const signed = new URL(url)
  signed.searchParams.set('timestamp', String(now))
  signed.searchParams.set('sign', dingtalkSignature(secret, now))
  return signed
}

/**
 * The custom robot of 钉钉, with messages of plain text. It calls nobody by name but whom `at` names (docs/notifications.md, 3).
 */
export const dingtalk: Form = {
  post: ({ url, secret, lang }, notice, now) =>
    jsonPosting(signedUrl(url, secret, now), {
      msgtype: 'text',
      text: { content: messageText(notice, { lang, escape: asItIs, maxBytes: 16_384 }) },
      at: { isAtAll: false },
    }),
  read: codeVerdict({
    key: 'errcode',
    busy: [-1, 130101],
    hints: {
      310000: {
        en: 'The security settings of the robot refused it: give its secret (SEC…) where 加签 is on, or let it take the keyword "mini-domains".',
        zh: '未通过机器人的安全设置：启用“加签”时请提供 SEC 开头的密钥，或将自定义关键词设为 mini-domains。',
      },
    },
  }),
}
