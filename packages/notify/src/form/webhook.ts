import { messageText } from '../message-text.js'
import { standardSignature } from '../signature.js'
import { type Form, jsonPosting, statusVerdict } from './form.js'

const asItIs = (text: string): string => text

/**
 * A webhook after Standard Webhooks 1.0: `type`, `timestamp`, `data`, signed, with an id that stays the same over all tries.
 */
export const webhook: Form = {
  post: ({ url, secret = '', lang }, notice, now) => {
    const { id, at, event, title, hint, data } = notice
    const posting = jsonPosting(url, {
      type: event,
      timestamp: new Date(at).toISOString(),
      data: {
        title,
        ...(hint === undefined ? {} : { hint }),
        text: messageText(notice, { lang, escape: asItIs, maxBytes: 16_384 }),
        ...data,
      },
    })
    const seconds = Math.floor(now / 1000)
    return {
      ...posting,
      headers: {
        ...posting.headers,
        'webhook-id': id,
        'webhook-timestamp': String(seconds),
        'webhook-signature': standardSignature(secret, id, seconds, posting.body),
      },
    }
  },
  read: statusVerdict,
}
