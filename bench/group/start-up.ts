import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { type Figure } from '../figure.js'
import { type Group } from '../group.js'
import { median, medianRatio } from '../statistic.js'

const folder = fileURLToPath(new URL('..', import.meta.url))

interface StartUp {
  readonly wallMs: number
  readonly cpuMs: number
}

const table = 'Start-up, built packages'

const modules = ['core', 'http', 'wechat', 'baidu'].map((name) => `@mini-domains/${name}`)

// Says what it took when it is loaded: user and system time since the process began.
const told = 'const { user, system } = process.cpuUsage(); console.log(user + system)'

const load = (module: string | undefined): string =>
  module === undefined ? told : `await import('${module}'); ${told}`

const startUp = (code: string): Promise<StartUp | undefined> =>
  new Promise((resolve) => {
    const began = performance.now()
    const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    let text = ''
    child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()))
    child.on('close', (status) =>
      resolve(status === 0 ? { wallMs: performance.now() - began, cpuMs: Number(text) / 1000 } : undefined),
    )
  })

const columns = [
  ['wall', 'wallMs'],
  ['CPU', 'cpuMs'],
] as const

const figuresOf = (row: string, ours: ReadonlyArray<StartUp>, empty: ReadonlyArray<StartUp>): ReadonlyArray<Figure> =>
  columns.flatMap(([column, part]): ReadonlyArray<Figure> => {
    const own = ours.map((one) => one[part])
    const others = empty.map((one) => one[part])
    return [
      { table, row, column, unit: 'ms', value: median(own) },
      { table, row, column: `${column} against empty`, unit: 'times', value: medianRatio(own, others) },
    ]
  })

/**
 * What `import` of a package adds to an empty Node. Always of the built packages, which is what users load.
 */
export const startup: Group = async ({ scale }) => {
  const contestants = [undefined, ...modules]
  const times = new Map<string | undefined, ReadonlyArray<StartUp>>()
  for (let round = 0; round <= scale.startUps; round += 1) {
    for (const module of contestants) {
      const time = await startUp(load(module))
      // The first of each fills the caches of the file system, and is not counted.
      if (time !== undefined && round > 0) times.set(module, [...(times.get(module) ?? []), time])
    }
  }
  const empty = times.get(undefined) ?? []
  return [...times].flatMap(([module, own]) => figuresOf(module ?? 'empty node', own, empty))
}
