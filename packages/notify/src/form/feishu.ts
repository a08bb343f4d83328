import { messageText } from '../message-text.js'
import { feishuSignature } from '../signature.js'
import { codeVerdict } from './code-verdict.js'
import { type Form, jsonPosting } from './form.js'

// `<at user_id="all">` calls everybody, so no foreign text may bring one along.
const escape = (text: string): string => text.replaceAll('<', '＜')

const signed = (secret: string | undefined, now: number) => {
  if (secret === undefined) return {}
  const seconds = Math.floor(now / 1000)
  return { timestamp: String(seconds), sign: feishuSignature(secret, seconds) }
}

/**
 * The custom robot of 飞书, with messages of plain text (docs/notifications.md, 4).
 */
export const feishu: Form = {
  post: ({ url, secret, lang }, notice, now) =>
    jsonPosting(url, {
      ...signed(secret, now),
      msg_type: 'text',
      content: { text: messageText(notice, { lang, escape, maxBytes: 16_384 }) },
    }),
  read: codeVerdict({
    key: 'code',
    busy: [11232],
    hints: {
      19021: {
        en: 'The signature was not taken: give the secret of the robot, and check the clock of this machine.',
        zh: '签名校验未通过：请提供机器人的密钥，并检查本机时间。',
      },
      19024: {
        en: 'The robot asks for a keyword: let it take "mini-domains".',
        zh: '机器人设置了关键词：请添加 mini-domains。',
      },
    },
  }),
}
