import { join } from 'node:path'
import { type CaseSelection, type ConformanceOptions } from '../../packages/conformance/src/index.js'

const most = Number(process.env['MINI_DOMAINS_TEST_RUNS'] ?? 30)

const samples: Readonly<Record<string, CaseSelection>> = { each: 'each', pairwise: 'pairwise' }

/**
 * How much of the laws is run, of a vendor as it is taken to be and of its other readings: see test/proofs.cjs. Only a full run
 * writes the reports of docs/conformance.
 */
export const lawsTried = (
  variable: 'MINI_DOMAINS_TEST_LAWS' | 'MINI_DOMAINS_TEST_READINGS',
): { readonly cases: CaseSelection; readonly runs: number } & Pick<ConformanceOptions, 'reports'> => {
  const runs = variable === 'MINI_DOMAINS_TEST_LAWS' ? most : Math.min(most, 30)
  const wanted = process.env[variable] ?? 'each'
  if (wanted === 'all') return { cases: 'all', runs, reports: join(__dirname, '../../docs/conformance') }
  const cases = samples[wanted]
  if (cases === undefined) throw new Error(`${variable} is ${wanted}, which is none of each, pairwise, all`)
  return { cases, runs }
}
