import { built } from '../built.js'
import { type Figure } from '../figure.js'
import { type Group } from '../group.js'
import { type ProcessRun, inTurns } from '../process-run.js'
import { median, medianRatio } from '../statistic.js'

const table = 'Start-up, built packages'

const empty = 'empty node'

const modules = ['core', 'http', 'wechat', 'baidu'].map((name) => `@mini-domains/${name}`)

// Says what it took when it is loaded: user and system time since the process began.
const told = 'const { user, system } = process.cpuUsage(); console.log(user + system)'

const running = (code: string): ReadonlyArray<string> => ['--input-type=module', '-e', code]

const contestants = new Map([
  [empty, running(told)],
  ...modules.map((module) => [module, running(`await import('${module}'); ${told}`)] as const),
])

const wall = ({ wallMs }: ProcessRun): number => wallMs
const cpu = ({ text }: ProcessRun): number => Number(text) / 1000

const columns = [
  ['wall', wall],
  ['CPU', cpu],
] as const

/**
 * What `import` of a package adds to an empty Node. Always of the built packages, which is what users load.
 */
export const startup: Group = async ({ scale }) => {
  await built()
  const runsOf = await inTurns(contestants, scale.startUps)
  return [empty, ...modules].flatMap((row) =>
    columns.flatMap(([column, part]): ReadonlyArray<Figure> => {
      const own = runsOf(row).map(part)
      const others = runsOf(empty).map(part)
      return [
        { table, row, column, unit: 'ms', value: median(own) },
        { table, row, column: `${column} against empty`, unit: 'times', value: medianRatio(own, others) },
      ]
    }),
  )
}
