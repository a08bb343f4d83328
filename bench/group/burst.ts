import { type ContenderName } from '../contenders.js'
import { type Figure } from '../figure.js'
import { withField } from '../field.js'
import { type Group } from '../group.js'

const ours: ContenderName = 'app(id).server.get'
const names: ReadonlyArray<ContenderName> = ['axios .post, keep-alive agent', ours]

const files = 512
const started = 10_000

/**
 * Whether calls fail when all are started at once, where a process may have few files open.
 */
export const burst: Group = ({ launch }) =>
  withField(names, { ...launch, files }, async (field) => {
    const rounds = await field.compete({ calls: started, lanes: started }, 1)
    return [...rounds].flatMap(([row, spent]) =>
      spent.flatMap(({ failed, failure, grownBytes }): ReadonlyArray<Figure> => {
        const table = `${started} calls started at once, ${files} files allowed`
        const limit = row === ours ? { limit: 0 } : {}
        const name = failed > 0 ? `${row} (${failure})` : row
        return [
          { table, row: name, column: 'failed', unit: 'calls', value: failed, ...limit },
          { table, row: name, column: 'peak RSS growth', unit: 'MB', value: grownBytes / 1024 / 1024 },
        ]
      }),
    )
  })
