import { type DomainError } from './domain-error.js'
import { type Where, perhapsSpent, spentNothing } from './details.js'

/**
 * Picks the place out of what carries it. A `Call` is a `Where` too; what else it carries (a signal, say) does not belong in an
 * error.
 */
export const at = ({ vendor, operation, subject }: Where): Where => ({ vendor, operation, subject })

/**
 * Nothing was changed and nothing was spent.
 */
export const untouched = { ...spentNothing, applied: 'no' } as const

/**
 * Nothing was changed; whether a refused call counts against the month is documented by no vendor (docs/vendors/wechat.md E).
 */
export const refused = { ...perhapsSpent, applied: 'no' } as const

/**
 * Nobody can tell without looking.
 */
export const unsure = { ...perhapsSpent, applied: 'unknown' } as const

/**
 * The same error, as that of a call that only reads: nothing was changed and nothing was spent, however it ended.
 */
export const ofRead = (error: DomainError): DomainError => ({ ...error, ...untouched })
