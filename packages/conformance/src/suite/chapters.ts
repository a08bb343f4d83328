import { type Chapter } from './case.js'
import { accounting } from '../laws/accounting.js'
import { adoption } from '../laws/adoption.js'
import { alreadySo } from '../laws/already-so.js'
import { alteredAnswers } from '../laws/altered-replies.js'
import { cancellation } from '../laws/cancellation.js'
import {
  besideCancelled,
  besideHonesty,
  besideMisunderstood,
  besideSecrets,
  besideTokens,
  besideVerdicts,
} from '../laws/beside-the-lists.js'
import { canonicalForm } from '../laws/canonical-form.js'
import { capabilityHonesty } from '../laws/capability-honesty.js'
import { concurrency } from '../laws/concurrency.js'
import { cost } from '../laws/cost.js'
import { letterForLetter } from '../laws/letter-for-letter.js'
import { effectiveTold } from '../laws/effective-told.js'
import { failuresApart } from '../laws/failures-apart.js'
import { pagesRead, pagesWritten } from '../laws/pages.js'
import { failedToken } from '../laws/failed-token.js'
import { optionsCombined } from '../laws/options-combined.js'
import { figuresHonest, hooksHonest, purity } from '../laws/purity.js'
import { optionsKept } from '../laws/options-kept.js'
import { poolVersions } from '../laws/pool-versions.js'
import { manyAtOnce, partialObservation, secondFailure } from '../laws/second-failure.js'
import { severalAtOnce } from '../laws/several-at-once.js'
import { misunderstanding } from '../laws/misunderstanding.js'
import { refusedEarly } from '../laws/refused-early.js'
import { secrets } from '../laws/secrets.js'
import { anySequence } from '../laws/sequences.js'
import { sideBySide } from '../laws/side-by-side.js'
import { toldExactly } from '../laws/told-exactly.js'
import { tokenRenewal } from '../laws/token-renewal.js'
import { hungTokens, troubledTokens } from '../laws/troubled-tokens.js'
import { unknownFate } from '../laws/unknown-fate.js'
import { untouchedKinds } from '../laws/untouched-kinds.js'
import { verdicts } from '../laws/verdicts.js'
import { watching } from '../laws/watching.js'

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
  adoption,
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
