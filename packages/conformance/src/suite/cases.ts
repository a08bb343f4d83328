import { type Variations } from '../harness/variations.js'
import { accounting } from '../laws/accounting.js'
import { copyingThePool } from '../laws/copy-pool.js'
import { alreadySo } from '../laws/already-so.js'
import { alteredAnswers } from '../laws/altered-replies.js'
import { anySequence } from '../laws/any-sequence.js'
import { cancellation } from '../laws/cancellation.js'
import { canonicalForm } from '../laws/canonical-form.js'
import { capabilities } from '../laws/capabilities.js'
import { closing } from '../laws/closing.js'
import { concurrency } from '../laws/concurrency.js'
import { cost } from '../laws/cost.js'
import { deadlinesKept } from '../laws/deadlines.js'
import { effectiveTold } from '../laws/effective-told.js'
import { errors } from '../laws/errors.js'
import { failuresApart } from '../laws/failures-apart.js'
import { hooks } from '../laws/hooks.js'
import { letterForLetter } from '../laws/letter-for-letter.js'
import { misunderstanding } from '../laws/misunderstanding.js'
import { poolVersionFaults } from '../laws/pool-version-faults.js'
import { poolVersions } from '../laws/pool-versions.js'
import { purity } from '../laws/purity.js'
import { refusedEarly } from '../laws/refused-early.js'
import { secrets } from '../laws/secrets.js'
import { tokenRenewal } from '../laws/token-renewal.js'
import { hungTokens, tokenSource } from '../laws/token-source.js'
import { toldExactly } from '../laws/told-exactly.js'
import { unknownResult } from '../laws/unknown-result.js'
import { untouchedKinds } from '../laws/untouched-kinds.js'
import { type LawCases, type NumberedCase } from './case.js'

const all: ReadonlyArray<LawCases> = [
  ...[canonicalForm, toldExactly, purity],
  alreadySo,
  untouchedKinds,
  accounting,
  refusedEarly,
  copyingThePool,
  ...[misunderstanding, alteredAnswers],
  unknownResult,
  ...[tokenRenewal, tokenSource],
  ...[cancellation, closing, deadlinesKept, hungTokens],
  secrets,
  ...[errors, hooks],
  ...[capabilities, effectiveTold],
  ...[concurrency, failuresApart],
  cost,
  letterForLetter,
  ...[poolVersions, poolVersionFaults],
  anySequence,
]

/**
 * Every test of the suite under the variations of a vendor, law by law.
 */
export const casesOf = (variations: Variations): ReadonlyArray<NumberedCase> =>
  all.flatMap(({ law, cases }) => cases(variations).map((each) => ({ ...each, law })))
