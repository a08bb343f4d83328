import { type Chapter } from './case.js'
import { accounting } from './chapters/accounting.js'
import { adoption } from './chapters/adoption.js'
import { alreadySo } from './chapters/already-so.js'
import { cancellation } from './chapters/cancellation.js'
import { canonicalForm } from './chapters/canonical-form.js'
import { capabilityHonesty } from './chapters/capability-honesty.js'
import { concurrency } from './chapters/concurrency.js'
import { cost } from './chapters/cost.js'
import { letterForLetter } from './chapters/letter-for-letter.js'
import { misunderstanding } from './chapters/misunderstanding.js'
import { refusedEarly } from './chapters/refused-early.js'
import { secrets } from './chapters/secrets.js'
import { anySequence } from './chapters/sequences.js'
import { tokenRenewal } from './chapters/token-renewal.js'
import { unknownFate } from './chapters/unknown-fate.js'
import { untouchedKinds } from './chapters/untouched-kinds.js'
import { verdicts } from './chapters/verdicts.js'

/**
 * A chapter for each law, in the order in which they are proved.
 */
export const chapters: ReadonlyArray<Chapter> = [
  canonicalForm,
  alreadySo,
  untouchedKinds,
  accounting,
  refusedEarly,
  adoption,
  misunderstanding,
  unknownFate,
  tokenRenewal,
  cancellation,
  secrets,
  verdicts,
  capabilityHonesty,
  concurrency,
  cost,
  letterForLetter,
  anySequence,
]
