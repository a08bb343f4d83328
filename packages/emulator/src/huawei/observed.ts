import { hasField, type ObservedReply } from '../state/observed.js'
import type { HuaweiProfile } from './profile.js'

const isAppRead = ({ path }: ObservedReply): boolean => path.endsWith('/app/domain')

/** The answers of a profile that some replies decide; what they leave open is not there. */
export const huaweiObserved = (replies: ReadonlyArray<ObservedReply>): Partial<HuaweiProfile> => {
  const read = replies.filter((reply) => reply.fields !== undefined && isAppRead(reply))
  const empty = read.filter(({ fields = [] }) => !fields.some(({ entries }) => entries !== undefined && entries > 0))
  if (empty.length === 0) return {}
  return { emptyList: empty.some((reply) => hasField(reply, 'domains')) ? 'array' : 'left-out' }
}
