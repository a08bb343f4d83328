import { type DomainError } from '@mini-domains/core'
import { type Evidence, type Where, perhapsSpent, rateLimited, vendorBusy } from '@mini-domains/core/adapter'
import { type Reply } from './reply.js'

/**
 * Says whether an HTTP status is one of success: 2xx.
 */
export const isGoodStatus = ({ status }: Pick<Reply, 'status'>): boolean => status >= 200 && status < 300

/**
 * Says what an HTTP status alone tells of a call whose body has no word of the vendor's own: busy at 5xx, too many calls at 429;
 * `undefined` for any other. Whatever stands between here and the vendor may have answered, and after the vendor had carried
 * the call out: a write's fate is unknown, and the next step is a read. For a read, 429 still asks for a slower pace.
 */
export const statusFailure = (
  where: Where,
  { status }: Pick<Reply, 'status'>,
  evidence: Evidence,
): DomainError | undefined => {
  if (status >= 500) return vendorBusy(where, evidence)
  if (status !== 429) return undefined
  return rateLimited(where, evidence, 'unknown', {
    ...perhapsSpent,
    fate: 'unknown',
    message: 'too many calls in this window, as the HTTP status says; whether the call was carried out it does not say',
  })
}
