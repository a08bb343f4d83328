import { type AdapterName, reportOf, writeReport } from './report.js'
import { type Awaitable, type Harness } from '../harness/harness.js'
import { type LawNumber, lawNumbers, laws } from './law.js'
import { type CaseSelection, sampleOf } from './sample.js'
import { onFixture } from '../fixture/fixture.js'
import { type NumberedCase } from './case.js'
import { casesOf } from './cases.js'
import { longestMs } from './try-adapter.js'
import { type Variations } from '../harness/variations.js'

/**
 * The functions of a test runner that the suite registers its tests with. Those of jest and vitest fit as they are; of
 * node:test, `before` and `after` go under the names `beforeAll` and `afterAll`.
 */
export interface Registrar {
  readonly describe: (name: string, body: () => void) => void
  readonly it: (name: string, body: () => Promise<void>, timeoutMs?: number) => void
  readonly beforeAll: (body: () => Promise<void>, timeoutMs?: number) => void
  readonly afterAll: (body: () => Promise<void>, timeoutMs?: number) => void
}

/**
 * What the suite needs to know of an adapter.
 */
export interface ConformanceOptions {
  readonly adapter: AdapterName
  /** Starts the vendor on this machine. Called once. */
  readonly harness: () => Awaitable<Harness>
  readonly variations: Variations
  /** How the vendor behaves in what its sources leave open; for the report. `default` where it is left out. */
  readonly profile?: string
  /** Whether all tests are run, or a sample of them, whose report is `partial`; `all`. */
  readonly cases?: CaseSelection
  /** How many random sequences, and how many random replies at each list; 300. */
  readonly runs?: number
  /** Where random things begin; a failure prints it. Left out, each run begins elsewhere. */
  readonly seed?: number
  /** The folder for the report. None is written where it is left out. */
  readonly reports?: string
}

const aCase = 60_000

const titleOf = (law: LawNumber): string => (law === 0 ? `all laws: ${laws[0]}` : `law ${law}: ${laws[law]}`)

/**
 * Registers the laws as tests of an adapter: one group for each law. Works with any test runner that has `describe`, `it`,
 * `beforeAll` and `afterAll`.
 */
export const conformance = (registrar: Registrar, options: ConformanceOptions): void => {
  const { adapter, variations, profile = 'default', cases = 'all', runs = 300, seed, reports } = options
  const all = casesOf(variations)
  const taken = sampleOf(all, cases, `${adapter.name} ${profile}`)
  const results = new Map<NumberedCase, 'passed' | 'failed'>()
  let harness: Harness | undefined

  const run = async (each: NumberedCase): Promise<void> => {
    if (harness === undefined) throw new Error('the harness did not start')
    results.set(each, 'failed')
    await onFixture(harness, variations, { runs, seed }, each.run)
    results.set(each, 'passed')
  }

  const report = async (): Promise<void> => {
    if (reports === undefined || results.size === 0) return
    const date = new Date().toISOString().slice(0, 10)
    await writeReport(reports, reportOf({ adapter, profile, date, sequences: runs, variations }, all, results))
  }

  registrar.describe(`${adapter.name} ${adapter.version} (${profile}) keeps the laws`, () => {
    registrar.beforeAll(async () => {
      harness = await options.harness()
    }, aCase)
    registrar.afterAll(async () => {
      await harness?.close()
      await report()
    }, aCase)
    for (const law of lawNumbers)
      registrar.describe(titleOf(law), () => {
        for (const each of taken) if (each.law === law) registrar.it(each.name, () => run(each), longestMs(each))
      })
  })
}
