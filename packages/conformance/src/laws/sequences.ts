import fc from 'fast-check'
import { type Case, type Chapter } from '../suite/case.js'
import { type PlaceName, placeNames } from '../harness/address.js'
import { prove } from '../checks/prove.js'
import { requestAt } from '../fixture/random-request.js'
import { type Request } from '../fixture/request.js'
import { at, setTheStage } from '../fixture/fixture.js'
import { type Variations } from '../harness/variations.js'

interface Step {
  readonly place: PlaceName
  readonly request: Request
}

const stepOf = (variations: Variations): fc.Arbitrary<Step> =>
  fc
    .constantFrom(...placeNames)
    .chain((place) => requestAt(variations, place).map((each) => ({ place, request: each })))

const sequences = (variations: Variations): Case => ({
  name: 'any sequence of changes at both levels leaves what the model says',
  run: async (stage) => {
    await fc.assert(
      fc.asyncProperty(fc.array(stepOf(variations), { minLength: 1, maxLength: 6 }), async (steps) => {
        await setTheStage(stage.vendor, variations)
        for (const step of steps) await prove(stage, at(stage, step.place), step.request)
      }),
      { numRuns: stage.runs, ...(stage.seed === undefined ? {} : { seed: stage.seed }) },
    )
  },
})

/**
 * All laws together: model-based sequences.
 */
export const anySequence: Chapter = { law: 0, cases: (variations) => [sequences(variations)] }
