import { messageText } from '../message-text.js'
import { type Form, jsonPosting, statusVerdict } from './form.js'

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/**
 * An incoming webhook of Slack (docs/notifications.md, 5).
 */
export const slack: Form = {
  post: ({ url, lang }, notice) => jsonPosting(url, { text: messageText(notice, { lang, escape, maxBytes: 4000 }) }),
  read: statusVerdict,
}
