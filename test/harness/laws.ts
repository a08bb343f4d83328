import { join } from 'node:path'
import { type CaseSelection, type ConformanceOptions } from '../../packages/conformance/src/index.js'

/** A profile beside the vendor's default one is, in a sample, tried with each trait; the default one with every two. */
type Standing = 'default' | 'beside'

const most = Number(process.env['MINI_DOMAINS_TEST_RUNS'] ?? 30)

/** How much of the laws is run: see test/proofs.cjs. Only a full run writes the reports of docs/conformance. */
export const lawsTried = (
  standing: Standing,
): { readonly cases: CaseSelection; readonly runs: number } & Pick<ConformanceOptions, 'reports'> => {
  const runs = standing === 'default' ? most : Math.min(most, 30)
  if (process.env['MINI_DOMAINS_TEST_LAWS'] === 'all')
    return { cases: 'all', runs, reports: join(__dirname, '../../docs/conformance') }
  return { cases: standing === 'default' ? 'pairwise' : 'each', runs }
}
