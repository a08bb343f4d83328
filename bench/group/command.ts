import { fileURLToPath } from 'node:url'
import { built } from '../built.js'
import { type Figure } from '../figure.js'
import { type Group } from '../group.js'
import { type ProcessRun, inTurns } from '../process-run.js'
import { median, medianRatio } from '../statistic.js'

const table = 'The command, built, from its start until it is gone'

const bin = fileURLToPath(new URL('../../packages/cli/bin/mini-domains.mjs', import.meta.url))

const bare = 'node -e 0'
const ours = ['mini-domains --help', 'mini-domains plan --help']

const contestants = new Map([
  [bare, ['-e', '0']],
  ...ours.map((line) => [line, [bin, ...line.split(' ').slice(1)]] as const),
])

const wall = ({ wallMs }: ProcessRun): number => wallMs

/**
 * How long the command takes to answer where there is nothing to do, against a Node that does nothing.
 */
export const command: Group = async ({ scale }) => {
  await built()
  const runsOf = await inTurns(contestants, scale.commands)
  return [bare, ...ours].flatMap((row): ReadonlyArray<Figure> => {
    const own = runsOf(row).map(wall)
    const value = medianRatio(own, runsOf(bare).map(wall))
    const limit = row === bare ? {} : { limit: 2 }
    return [
      { table, row, column: 'wall', unit: 'ms', value: median(own) },
      { table, row, column: 'against bare', unit: 'times', value, ...limit },
    ]
  })
}
