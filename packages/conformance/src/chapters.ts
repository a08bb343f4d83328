import { type Chapter } from './case.js'
import { accounting } from './chapters/accounting.js'
import { copyingThePool } from './chapters/copy-pool.js'
import { alreadySo } from './chapters/already-so.js'
import { alteredAnswers } from './chapters/altered-replies.js'
import { cancellation } from './chapters/cancellation.js'
import {
  besideCancelled,
  besideHonesty,
  besideMisunderstood,
  besideSecrets,
  besideTokens,
  besideVerdicts,
} from './chapters/beside-the-lists.js'
import { canonicalForm } from './chapters/canonical-form.js'
import { capabilityHonesty } from './chapters/capability-honesty.js'
import { concurrency } from './chapters/concurrency.js'
import { cost } from './chapters/cost.js'
import { letterForLetter } from './chapters/letter-for-letter.js'
import { effectiveTold } from './chapters/effective-told.js'
import { failuresApart } from './chapters/failures-apart.js'
import { pagesRead, pagesWritten } from './chapters/pages.js'
import { failedToken } from './chapters/failed-token.js'
import { optionsCombined } from './chapters/options-combined.js'
import { figuresHonest, hooksHonest, purity } from './chapters/purity.js'
import { optionsKept } from './chapters/options-kept.js'
import { poolVersions } from './chapters/pool-versions.js'
import { manyAtOnce, partialObservation, secondFailure } from './chapters/second-failure.js'
import { severalAtOnce } from './chapters/several-at-once.js'
import { misunderstanding } from './chapters/misunderstanding.js'
import { refusedEarly } from './chapters/refused-early.js'
import { secrets } from './chapters/secrets.js'
import { anySequence } from './chapters/sequences.js'
import { sideBySide } from './chapters/side-by-side.js'
import { toldExactly } from './chapters/told-exactly.js'
import { tokenRenewal } from './chapters/token-renewal.js'
import { hungTokens, troubledTokens } from './chapters/troubled-tokens.js'
import { unknownFate } from './chapters/unknown-fate.js'
import { untouchedKinds } from './chapters/untouched-kinds.js'
import { verdicts } from './chapters/verdicts.js'
import { watching } from './chapters/watching.js'

/**
 * A chapter for each law, in the order in which they are proved.
 */
export const chapters: ReadonlyArray<Chapter> = [
  canonicalForm,
  toldExactly,
  alreadySo,
  untouchedKinds,
  accounting,
  refusedEarly,
  copyingThePool,
  misunderstanding,
  alteredAnswers,
  pagesRead,
  besideMisunderstood,
  unknownFate,
  pagesWritten,
  tokenRenewal,
  besideTokens,
  cancellation,
  besideCancelled,
  secrets,
  besideSecrets,
  verdicts,
  besideVerdicts,
  capabilityHonesty,
  besideHonesty,
  effectiveTold,
  concurrency,
  cost,
  letterForLetter,
  poolVersions,
  purity,
  partialObservation,
  manyAtOnce,
  secondFailure,
  failedToken,
  optionsCombined,
  hooksHonest,
  figuresHonest,
  severalAtOnce,
  troubledTokens,
  hungTokens,
  optionsKept,
  watching,
  sideBySide,
  failuresApart,
  anySequence,
]
