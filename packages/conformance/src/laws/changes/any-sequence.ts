import fc from 'fast-check'
import { prove } from '../../checks/prove.js'
import { at, startAfresh } from '../../fixture/fixture.js'
import { forAny, requestAt } from '../../fixture/random-request.js'
import { placesOf } from '../../harness/variations.js'
import { type LawCases } from '../../suite/case.js'

/**
 * All laws together.
 */
export const anySequence: LawCases = {
  law: 0,
  cases: (variations) => {
    const step = fc
      .constantFrom(...placesOf(variations))
      .chain((place) => requestAt(variations, place).map((request) => ({ place, request })))
    return [
      {
        name: 'any sequence of changes at both levels leaves what the model says',
        run: (fixture) =>
          forAny(fixture, fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
            await startAfresh(fixture)
            for (const { place, request } of steps) await prove(at(fixture, place), request)
          }),
      },
    ]
  },
}
