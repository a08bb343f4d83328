import { type Variations, placesOf } from '../harness/variations.js'
import { accounting } from '../laws/changes/accounting.js'
import { copyingThePool } from '../laws/pools/copy-pool.js'
import { alreadySo } from '../laws/changes/already-so.js'
import { alteredAnswers } from '../laws/failures/altered-replies.js'
import { anySequence } from '../laws/changes/any-sequence.js'
import { cancellation } from '../laws/calls/cancellation.js'
import { canonicalForm } from '../laws/reads/canonical-form.js'
import { capabilities } from '../laws/calls/capabilities.js'
import { closing } from '../laws/calls/closing.js'
import { concurrency } from '../laws/calls/concurrency.js'
import { cost } from '../laws/changes/cost.js'
import { deadlinesKept } from '../laws/calls/deadlines.js'
import { effective } from '../laws/reads/effective.js'
import { errors } from '../laws/failures/errors.js'
import { failuresApart } from '../laws/failures/failures-apart.js'
import { hooks } from '../laws/calls/hooks.js'
import { letterForLetter } from '../laws/changes/letter-for-letter.js'
import { misunderstanding } from '../laws/failures/misunderstanding.js'
import { vendorLimits } from '../laws/calls/limits.js'
import { poolVersionFaults } from '../laws/pools/version-faults.js'
import { poolVersions } from '../laws/pools/versions.js'
import { purity } from '../laws/calls/purity.js'
import { refusedEarly } from '../laws/changes/refused-early.js'
import { secrets } from '../laws/failures/secrets.js'
import { tokenRenewal } from '../laws/tokens/renewal.js'
import { hungTokens, tokenSource } from '../laws/tokens/source.js'
import { exactLists } from '../laws/reads/exact-lists.js'
import { unknownResult } from '../laws/failures/unknown-result.js'
import { untouchedKinds } from '../laws/changes/untouched-kinds.js'
import { type LawCases, type NumberedCase } from './case.js'

const all: ReadonlyArray<LawCases> = [
  ...[canonicalForm, exactLists, purity],
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
  ...[capabilities, vendorLimits, effective],
  ...[concurrency, failuresApart],
  cost,
  letterForLetter,
  ...[poolVersions, poolVersionFaults],
  anySequence,
]

/**
 * Every test of the suite under the variations of a vendor, law by law.
 */
export const casesOf = (variations: Variations): ReadonlyArray<NumberedCase> => {
  const places = placesOf(variations)
  return all.flatMap(({ law, cases }) =>
    cases(variations)
      .filter(({ place }) => place === undefined || places.includes(place))
      .map((each) => ({ ...each, law })),
  )
}
