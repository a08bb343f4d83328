import { type ContenderName } from '../contenders.js'
import { type Figure } from '../figure.js'
import { partsOf, withFieldAt } from '../field.js'
import { type Group } from '../group.js'
import { cpuPerCall, wallPerCall } from '../per-call.js'
import { median, medianRatio } from '../statistic.js'

const table = 'Importing refresh tokens into an SQLite file'

const bare: ContenderName = 'bare inserts'
const ours: ContenderName = 'importRefreshTokens'

/**
 * What importing refresh tokens takes, against inserting the same bytes in the same style: one transaction for each row, on the
 * disk before the next.
 */
export const importing: Group = async ({ scale, launch }) => {
  const job = { calls: scale.apps, lanes: 1 }
  const rounds = await withFieldAt('', [bare, ours], launch, async (field) => {
    await field.warm(job)
    return field.compete(job, scale.rounds)
  })
  const of = partsOf(rounds)
  const rate = (row: ContenderName): number => 1e6 / median(of(row, wallPerCall))
  return [bare, ours].flatMap((row): ReadonlyArray<Figure> => {
    const against = (column: string, part: typeof cpuPerCall): Figure => ({
      table,
      row,
      column: `${column} against bare`,
      unit: 'times',
      value: medianRatio(of(row, part), of(bare, part)),
    })
    return [
      { table, row, column: 'stored', unit: 'rows/s', value: rate(row) },
      { table, row, column: 'CPU', unit: 'µs', value: median(of(row, cpuPerCall)) },
      against('wall', wallPerCall),
      against('CPU', cpuPerCall),
    ]
  })
}
