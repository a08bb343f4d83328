import { type Case } from './case.js'
import { chapters } from './chapters.js'
import { type Harness } from '../harness/harness.js'
import { type LawNumber } from './law.js'
import { within } from '../checks/settle.js'
import { onStage } from '../fixture/fixture.js'
import { type Variations } from '../harness/variations.js'

/**
 * A case with the law that it belongs to.
 */
export interface Trial extends Case {
  readonly law: LawNumber
}

/**
 * Every test of the suite under the variations of a vendor, law by law.
 */
export const trials = (variations: Variations): ReadonlyArray<Trial> =>
  chapters.flatMap(({ law, cases }) => cases(variations).map((each) => ({ ...each, law })))

/**
 * A test that failed, and why.
 */
export interface Failure {
  readonly law: LawNumber
  readonly name: string
  readonly why: string
}

/**
 * How to try an adapter without a test runner.
 */
export interface TryOptions {
  readonly variations: Variations
  readonly runs: number
  readonly seed?: number
  /** Only these tests. */
  readonly only?: (trial: Trial) => boolean
  /** Whether to go on after the first failure. */
  readonly goOn?: boolean
}

const lawsWithProperties: ReadonlyArray<LawNumber> = [0, 7, 15, 17]

/**
 * How long a trial may take in all, in milliseconds: no adapter can hold the suite up for longer.
 */
export const longest = ({ law }: Trial): number => (lawsWithProperties.includes(law) ? 600_000 : 60_000)

const whyOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown))

/**
 * Runs tests one after the other against a harness and gives those that failed: the suite without a test runner.
 */
export const tryAdapter = async (harness: Harness, options: TryOptions): Promise<ReadonlyArray<Failure>> => {
  const failures: Array<Failure> = []
  const pace = { runs: options.runs, seed: options.seed }
  for (const trial of trials(options.variations)) {
    if (options.only?.(trial) === false) continue
    try {
      await within(longest(trial), 'a trial', onStage(harness, options.variations, pace, trial.run))
    } catch (thrown) {
      failures.push({ law: trial.law, name: trial.name, why: whyOf(thrown) })
      if (options.goOn !== true) return failures
    }
  }
  return failures
}
