import { hasField, type ObservedReply } from '../state/observed.js'
import { baiduChoices, type BaiduProfile } from './profile.js'
import { gatewayTexts } from './replies.js'

const envelopeOf = (replies: ReadonlyArray<ObservedReply>): Partial<BaiduProfile> => {
  const read = replies.filter(({ fields }) => fields !== undefined)
  if (read.length === 0) return {}
  return { envelope: read.some((one) => hasField(one, 'request_id', 'timestamp')) ? 'traced' : 'bare' }
}

// That a scheme is not listed says nothing of whether it is taken.
const schemesOf = (replies: ReadonlyArray<ObservedReply>): Partial<BaiduProfile> => {
  const spellings = replies.flatMap(({ fields = [] }) => fields.flatMap(({ spellings = [] }) => spellings))
  return spellings.some((spelling) => spelling.startsWith('http://')) ? { schemes: 'any' } : {}
}

const gatewayOf = (replies: ReadonlyArray<ObservedReply>): Partial<BaiduProfile> => {
  const refused = replies.find(({ code }) => code !== undefined && Object.hasOwn(gatewayTexts, String(code)))
  const status = baiduChoices.gatewayStatus.find((one) => Number(one) === refused?.httpStatus)
  return status === undefined ? {} : { gatewayStatus: status }
}

/** The answers of a profile that some replies decide; what they leave open is not there. */
export const baiduObserved = (replies: ReadonlyArray<ObservedReply>): Partial<BaiduProfile> => ({
  ...envelopeOf(replies),
  ...schemesOf(replies),
  ...gatewayOf(replies),
})
