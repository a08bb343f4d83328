import { hasField, type ObservedReply } from '../state/observed.js'
import type { DouyinProfile } from './profile.js'
import { serverKinds } from './state.js'

const isServerList = ({ path, fields }: ObservedReply): boolean =>
  fields !== undefined && path.includes('modify_server_domain')

// A reply to `get` that has one of its lists and not each tells that empty ones are left out.
const emptyListOf = (replies: ReadonlyArray<ObservedReply>): Partial<DouyinProfile> => {
  const lists = replies.filter(isServerList)
  if (lists.length === 0) return {}
  const leavesOut = lists.some((one) => !serverKinds.every((kind) => hasField(one, `data.${kind}`)))
  return { emptyList: leavesOut ? 'absent' : 'array' }
}

const v1Codes: ReadonlyArray<number | undefined> = [40009, 40010, 40020]

const tokenCodesOf = (replies: ReadonlyArray<ObservedReply>): Partial<DouyinProfile> =>
  replies.some(({ code }) => v1Codes.includes(code)) ? { tokenCodes: 'v1' } : {}

/** The answers of a profile that some replies decide; what they leave open is not there. */
export const douyinObserved = (replies: ReadonlyArray<ObservedReply>): Partial<DouyinProfile> => ({
  ...emptyListOf(replies),
  ...tokenCodesOf(replies),
})
