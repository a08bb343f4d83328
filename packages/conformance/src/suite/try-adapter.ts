import { within } from '../checks/settle.js'
import { onFixture } from '../fixture/fixture.js'
import { type Harness } from '../harness/harness.js'
import { type Variations } from '../harness/variations.js'
import { type NumberedCase } from './case.js'
import { casesOf } from './cases.js'
import { type LawNumber } from './law.js'

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
  readonly only?: (each: NumberedCase) => boolean
  /** Whether to go on after the first failure. */
  readonly goOn?: boolean
}

const lawsWithProperties: ReadonlyArray<LawNumber> = [0, 7, 15, 17]

/**
 * How long a case may take in all, in milliseconds: no adapter can hold the suite up for longer.
 */
export const longestMs = ({ law }: NumberedCase): number => (lawsWithProperties.includes(law) ? 600_000 : 60_000)

const whyOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown))

/**
 * Runs tests one after the other against a harness and gives those that failed: the suite without a test runner.
 */
export const tryAdapter = async (harness: Harness, options: TryOptions): Promise<ReadonlyArray<Failure>> => {
  const failures: Array<Failure> = []
  const pace = { runs: options.runs, seed: options.seed }
  for (const each of casesOf(options.variations)) {
    if (options.only?.(each) === false) continue
    try {
      await within(longestMs(each), 'a case', onFixture(harness, options.variations, pace, each.run))
    } catch (thrown) {
      failures.push({ law: each.law, name: each.name, why: whyOf(thrown) })
      if (options.goOn !== true) return failures
    }
  }
  return failures
}
