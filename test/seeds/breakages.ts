// Breaks the source once for each row, by the edit that the row names, and looks whether the row's proof fails then.
// `pnpm seeds:mutation`; exits with 1 where a proof holds over broken code, or fails over the code as it is.
import { build } from 'esbuild'
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type Breakage, type Row, nameOf } from './row.js'
import { rows } from './rows.js'

interface Trial {
  readonly breakage: Breakage | undefined
  readonly rows: ReadonlyArray<Row>
}

const root = join(import.meta.dirname, '../..')
const run = promisify(execFile)

const isSame = (one: Breakage, other: Breakage): boolean =>
  one.file === other.file && one.from === other.from && one.to === other.to

const trials: ReadonlyArray<Trial> = [
  { breakage: undefined, rows },
  ...rows
    .map(({ breakage }) => breakage)
    .filter((breakage, index, all) => all.findIndex((other) => isSame(breakage, other)) === index)
    .map((breakage) => ({ breakage, rows: rows.filter((row) => isSame(row.breakage, breakage)) })),
]

/** The source with the edit made; `undefined` where its place is not there just once. */
const broken = async ({ file, from, to }: Breakage): Promise<string | undefined> => {
  const parts = (await readFile(join(root, file), 'utf8')).split(from)
  return parts.length === 2 ? parts.join(to) : undefined
}

const bundle = async (breakage: Breakage | undefined, contents: string | undefined, outfile: string): Promise<void> => {
  await build({
    entryPoints: [join(import.meta.dirname, 'prove.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    conditions: ['@mini-domains/source'],
    logLevel: 'error',
    plugins: [
      {
        name: 'breakage',
        setup: (bundler) => {
          if (contents === undefined || breakage === undefined) return
          const path = join(root, breakage.file)
          bundler.onLoad({ filter: /\.ts$/ }, (loaded) =>
            loaded.path === path ? { contents, loader: 'ts' } : undefined,
          )
        },
      },
    ],
  })
}

/** The rows of a trial that went otherwise than they have to. */
const wrongOf = async ({ breakage, rows: tried }: Trial, outfile: string): Promise<ReadonlyArray<string>> => {
  const contents = breakage === undefined ? undefined : await broken(breakage)
  if (breakage !== undefined && contents === undefined)
    return [`${tried.map(nameOf).join(', ')}: ${breakage.file} does not read just once: ${breakage.from}`]
  await bundle(breakage, contents, outfile)
  const names = tried.map(nameOf)
  const { stdout } = await run(process.execPath, [outfile, ...names])
  const failed: unknown = JSON.parse(stdout)
  if (!Array.isArray(failed)) throw new Error(`not a list of rows: ${stdout}`)
  return breakage === undefined
    ? names.filter((name) => failed.includes(name)).map((name) => `${name}: fails over the code as it is`)
    : names
        .filter((name) => !failed.includes(name))
        .map((name) => `${name}: holds although ${breakage.file} is broken (${breakage.from})`)
}

const main = async (): Promise<void> => {
  const folder = await mkdtemp(join(tmpdir(), 'seeds-'))
  const wrong: Array<string> = []
  const queue = [...trials.entries()]
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift())
      wrong.push(...(await wrongOf(next[1], join(folder, `${next[0]}.cjs`))))
  }
  try {
    await Promise.all(Array.from({ length: availableParallelism() }, work))
  } finally {
    await rm(folder, { recursive: true })
  }
  for (const line of wrong) console.log(line)
  console.log(`${rows.length} rows, ${trials.length - 1} breakages, ${wrong.length} wrong`)
  if (wrong.length > 0) process.exitCode = 1
}

await main()
