import { messageText } from '../message-text.js'
import { codeVerdict } from './code-verdict.js'
import { type Form, jsonPosting } from './form.js'

// `<@userid>` calls a member of the group by name, so no foreign text may bring one along.
const escape = (text: string): string => text.replaceAll('<', '＜')

/**
 * The group robot of 企业微信, with messages of plain text (docs/notifications.md, 2).
 */
export const wecom: Form = {
  post: ({ url, lang }, notice) =>
    jsonPosting(url, { msgtype: 'text', text: { content: messageText(notice, { lang, escape, maxBytes: 2048 }) } }),
  read: codeVerdict({
    key: 'errcode',
    busy: [-1, 45009],
    hints: {
      93000: {
        en: 'The robot is not there any more, or its key is wrong: copy its address again.',
        zh: '机器人已被移除或 key 有误，请重新复制地址。',
      },
    },
  }),
}
