import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type LawNumber, lawNumbers, laws } from './law.js'
import { type NumberedCase } from './case.js'
import { type Variations } from '../harness/variations.js'

/**
 * Who was tried.
 */
export interface AdapterName {
  /** The name of its package. */
  readonly name: string
  readonly version: string
}

/**
 * What a test came to.
 */
export type TestResult = 'passed' | 'failed' | 'not-run'

/**
 * What came of one law.
 */
export interface LawResult {
  readonly law: LawNumber
  readonly title: string
  readonly result: 'passed' | 'failed' | 'partial'
  readonly tests: number
  readonly passed: number
  readonly failed: number
  readonly notRun: number
}

/**
 * What a run of the suite showed.
 */
export interface ConformanceReport {
  readonly adapter: AdapterName
  /** How the vendor behaved in what its sources leave open. */
  readonly profile: string
  /** The day of the run whose result this is; a later run with the same result keeps it. */
  readonly date: string
  /** `passed` when every test ran and passed; `partial` when one did not run, or a fault could not be made. */
  readonly result: 'passed' | 'failed' | 'partial'
  readonly sequences: number
  readonly variations: Variations
  readonly laws: ReadonlyArray<LawResult>
  /** What the tests showed the vendor to do through the adapter (`works`) or the adapter to refuse (`refused`). */
  readonly capabilities: Readonly<Record<string, 'works' | 'refused' | 'failed' | 'not-run'>>
}

/**
 * What each test came to; one that is not in it did not run.
 */
export type Results = ReadonlyMap<NumberedCase, 'passed' | 'failed'>

const resultOf = (results: Results, each: NumberedCase): TestResult => results.get(each) ?? 'not-run'

const lawResult = (law: LawNumber, all: ReadonlyArray<NumberedCase>, results: Results): LawResult => {
  const own = all.filter(({ law: of }) => of === law).map((each) => resultOf(results, each))
  const count = (result: TestResult): number => own.filter((each) => each === result).length
  const [passed, failed, notRun] = [count('passed'), count('failed'), count('not-run')]
  const result = failed > 0 ? 'failed' : notRun > 0 || own.length === 0 ? 'partial' : 'passed'
  return { law, title: laws[law], result, tests: own.length, passed, failed, notRun }
}

const shownBy = (each: NumberedCase, results: Results): 'works' | 'refused' | 'failed' | 'not-run' => {
  const result = resultOf(results, each)
  if (result !== 'passed') return result
  return each.name.endsWith('is refused and sends nothing') ? 'refused' : 'works'
}

/**
 * Draws up the report of a run.
 */
export const reportOf = (
  about: Pick<ConformanceReport, 'adapter' | 'profile' | 'date' | 'sequences' | 'variations'>,
  all: ReadonlyArray<NumberedCase>,
  results: Results,
): ConformanceReport => {
  const byLaw = lawNumbers.map((law) => lawResult(law, all, results))
  const failed = byLaw.some(({ result }) => result === 'failed')
  const missing = (about.variations.missingFaults ?? []).length > 0
  const partial = missing || byLaw.some(({ result }) => result === 'partial')
  return {
    ...about,
    result: failed ? 'failed' : partial ? 'partial' : 'passed',
    laws: byLaw,
    capabilities: Object.fromEntries(
      all.flatMap((each) => (each.shows === undefined ? [] : [[each.shows, shownBy(each, results)]])),
    ),
  }
}

const kindsLine = (variations: Variations): string =>
  Object.entries(variations.kinds)
    .map(([place, kinds]) => `${place}: ${kinds.join(', ')}`)
    .join('; ')

/**
 * Writes a report for people.
 */
export const reportMarkdown = (report: ConformanceReport): string => {
  const { adapter, variations } = report
  const missing = variations.missingFaults ?? []
  const undocumented = variations.undocumentedFaults ?? []
  return [
    `# ${adapter.name} ${adapter.version}, profile ${report.profile}: ${report.result}`,
    '',
    `Written by the suite on ${report.date}; not edited by hand. Random sequences and replies: ${report.sequences} of each.`,
    '',
    `- Kinds: ${kindsLine(variations)}`,
    `- The pool is ${variations.pool}; a set takes at most ${variations.modificationsPerSet} modification(s)`,
    `- Faults that were not tried: ${missing.length === 0 ? 'none' : missing.join(', ')}`,
    ...(undocumented.length === 0
      ? []
      : [`- Faults that the vendor documents no code for: ${undocumented.join(', ')}`]),
    '',
    '| law | | result | passed | failed | not run |',
    '|---|---|---|---|---|---|',
    ...report.laws.map(
      ({ law, title, result, passed, failed, notRun }) =>
        `| ${law === 0 ? 'all' : law} | ${title} | ${result} | ${passed} | ${failed} | ${notRun} |`,
    ),
    '',
    '| capability | shown |',
    '|---|---|',
    ...Object.entries(report.capabilities).map(([name, shown]) => `| ${name} | ${shown} |`),
    '',
  ].join('\n')
}

const stemOf = ({ adapter, profile }: ConformanceReport): string =>
  `${adapter.name.replace(/^@/, '').replaceAll('/', '-')}.${profile}`

const withoutDate = (text: string): string => text.replace(/"date": "[^"]*"/, '')

const textAt = async (path: string): Promise<string> => {
  try {
    return await readFile(path, 'utf8')
  } catch {
    // There is no report yet.
    return ''
  }
}

/**
 * Writes a report into a folder, as JSON and as Markdown. A result that is the same as the one there keeps its date.
 */
export const writeReport = async (folder: string, report: ConformanceReport): Promise<void> => {
  const path = join(folder, `${stemOf(report)}.json`)
  const text = `${JSON.stringify(report, null, 2)}\n`
  if (withoutDate(await textAt(path)) === withoutDate(text)) return
  await mkdir(folder, { recursive: true })
  await writeFile(path, text)
  await writeFile(join(folder, `${stemOf(report)}.md`), reportMarkdown(report))
}
