import { type AdapterName, reportOf } from './report.js'
import { type Awaitable, type Harness } from '../harness/harness.js'
import { type LawNumber, lawNumbers, laws } from './law.js'
import { type Registrar } from './registrar.js'
import { writeReport } from './report-file.js'
import { type Cases, sampleOf } from './sample.js'
import { onStage } from '../fixture/fixture.js'
import { type Trial, longest, trials } from './try-adapter.js'
import { type Variations } from '../harness/variations.js'

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
  readonly cases?: Cases
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
  const all = trials(variations)
  const tried = sampleOf(all, cases, `${adapter.name} ${profile}`)
  const results = new Map<Trial, 'passed' | 'failed'>()
  let harness: Harness | undefined

  const run = async (trial: Trial): Promise<void> => {
    if (harness === undefined) throw new Error('the harness did not start')
    results.set(trial, 'failed')
    await onStage(harness, variations, { runs, seed }, trial.run)
    results.set(trial, 'passed')
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
        for (const trial of tried) if (trial.law === law) registrar.it(trial.name, () => run(trial), longest(trial))
      })
  })
}
