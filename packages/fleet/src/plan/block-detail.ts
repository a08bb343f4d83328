import { type Bilingual, type DomainError, type Refusal } from '@mini-domains/core'
import { bilingual, messageOf } from '@mini-domains/core/adapter'
import { noteOf } from '../error/error-note.js'
import { type ListAddress } from '../lists/list-address.js'
import { type BlockReason, type PlanBlocked } from './plan-line.js'

/**
 * Makes a blocked line.
 */
export const blocked = (address: ListAddress, reason: BlockReason, detail: Bilingual): PlanBlocked => ({
  line: 'blocked',
  address,
  reason,
  detail,
})

const reasonOf = (error: DomainError): BlockReason => {
  if (error._tag === 'AuthorizationLost') return 'authorisation-lost'
  return error._tag === 'Unsupported' ? 'unsupported' : 'read-failed'
}

/**
 * Makes the line of a list that could not be read.
 */
export const unread = (address: ListAddress, error: DomainError): PlanBlocked => ({
  ...blocked(
    address,
    reasonOf(error),
    bilingual(`${error.message}. ${error.hint.en}`, `${messageOf(error).zh}。${error.hint.zh}`),
  ),
  error: noteOf(error),
})

/**
 * Makes the line of a list whose change was refused before it was sent.
 */
export const unmade = (address: ListAddress, error: DomainError): PlanBlocked => {
  if (error._tag === 'InvalidChange') return refusedLine(address, error.refusals)
  return error._tag === 'Unsupported' ? blocked(address, 'unsupported', error.why) : unread(address, error)
}

const refusalText = (refusals: ReadonlyArray<Refusal>, language: keyof Bilingual): string =>
  refusals
    .slice(0, 3)
    .map(({ kind, domain, hint }) => `${kind} ${domain}: ${hint[language]}`)
    .join(' ') + (refusals.length > 3 ? ` (+${refusals.length - 3})` : '')

/**
 * Makes the line of a list whose domains its vendor would refuse.
 */
export const refusedLine = (address: ListAddress, refusals: ReadonlyArray<Refusal>): PlanBlocked => {
  const rules = refusals.map(({ rule }) => rule)
  const reason = rules.includes('over-limit')
    ? 'over-limit'
    : rules.includes('unknown-kind')
      ? 'unsupported'
      : 'refused'
  return blocked(address, reason, bilingual(refusalText(refusals, 'en'), refusalText(refusals, 'zh')))
}
