import { type ContenderName } from '../contenders.js'
import { type Figure } from '../figure.js'
import { partsOf, withFieldAt } from '../field.js'
import { type Group } from '../group.js'
import { median } from '../statistic.js'

const bare: ContenderName = 'a Map of the same tokens'
const roomy: ContenderName = 'credentials, room for more apps'
const byDefault: ContenderName = 'credentials, default settings'

/**
 * What keeping the tokens of many apps takes of the heap, and whether they are kept: once each app was looked up, looking each
 * up again is to ask the store for none.
 */
export const keptTokens: Group = async ({ scale, launch }) => {
  const names = [bare, roomy, byDefault]
  const rounds = await withFieldAt('', names, { ...launch, collects: true }, (field) =>
    field.compete({ calls: scale.long, lanes: 1 }, 1),
  )
  const of = partsOf(rounds)
  const table = `The tokens of ${scale.long} apps kept in memory`
  return names.flatMap((row): ReadonlyArray<Figure> => {
    const heap = median(of(row, ({ liveBytes, calls }) => liveBytes / calls))
    const asked = median(of(row, ({ found }) => found['asked'] ?? NaN))
    const limit = row === bare ? {} : { limit: 0 }
    return [
      { table, row, column: 'heap of an app', unit: 'B', value: heap },
      { table, row, column: 'of the store, second time', unit: 'calls', value: asked, ...limit },
    ]
  })
}
