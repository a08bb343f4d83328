import { type ContenderName } from '../contenders.js'
import { type Figure } from '../figure.js'
import { withField } from '../field.js'
import { type Group } from '../group.js'

const names: ReadonlyArray<ContenderName> = ['axios .post, keep-alive agent', 'app(id).server.get']

const megabyte = 1024 * 1024

/**
 * How far the memory grows over many calls, a bounded number of them under way and nothing kept.
 */
export const memory: Group = ({ scale, launch }) =>
  withField(names, launch, async (field) => {
    await field.warm({ calls: scale.warmUp, lanes: 64 })
    const rounds = await field.compete({ calls: scale.long, lanes: 64 }, 1)
    return [...rounds].flatMap(([row, spent]) =>
      spent.flatMap(({ grownBytes, failed }): ReadonlyArray<Figure> => {
        const table = `${scale.long} calls, 64 at once, nothing kept`
        return [
          { table, row, column: 'peak RSS growth', unit: 'MB', value: grownBytes / megabyte },
          { table, row, column: 'failed', unit: 'calls', value: failed },
        ]
      }),
    )
  })
