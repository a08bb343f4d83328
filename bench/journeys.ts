/**
 * What one journey through the packages touches: `pnpm journeys`. `--files` names the files, and `--check` ends with 1 where a journey
 * touches more than it may.
 *
 * Each journey runs once, in this process and against the emulator, with V8's precise coverage on. Only the sources of packages that
 * a user installs count; the emulator runs here too, and is left out.
 */
import { baidu } from '@mini-domains/baidu'
import { type DomainProvider, addDomains, createDomainProvider, systemClock } from '@mini-domains/core'
import { type Emulator, baiduPlatformToken, baiduTokenOf, startEmulator, wechatTokenOf } from '@mini-domains/emulator'
import { type OpenLines, apply, encodeLine, fileLines, plan, readDesired } from '@mini-domains/fleet'
import { sqliteStore } from '@mini-domains/sqlite'
import { wechat } from '@mini-domains/wechat'
import * as E from 'fp-ts/lib/Either.js'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { Session } from 'node:inspector/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Table from 'cli-table3'

type Vendor = 'wechat' | 'baidu'

interface Touched {
  readonly files: ReadonlyMap<string, number>
  readonly functions: number
  readonly calls: number
}

interface Journey extends Touched {
  readonly name: string
  readonly requests: number
  /** Bytes that were parsed: by `JSON.parse`, and as lines of files. */
  readonly json: number
  readonly lines: number
}

/**
 * What a journey may touch at most: how far a reader has to go for it (ADR 0042).
 */
const limits: Readonly<Record<string, { readonly files: number; readonly functions?: number }>> = {
  'WeChat add': { files: 24, functions: 100 },
  'one CSV row to a plan line': { files: 75 },
  'apply of that line': { files: 70 },
}

const excessOf = ({ name, files, functions }: Journey): ReadonlyArray<string> => {
  const { files: maxFiles = Infinity, functions: maxFunctions = Infinity } = limits[name] ?? {}
  return [
    ...(files.size > maxFiles ? [`${name}: ${files.size} files, of at most ${maxFiles}`] : []),
    ...(functions > maxFunctions ? [`${name}: ${functions} functions, of at most ${maxFunctions}`] : []),
  ]
}

const source = /\/packages\/(?!emulator\/|conformance\/)([a-z]+\/src\/.+\.ts)$/

const right = <A>(either: E.Either<unknown, A>): A => {
  if (E.isLeft(either)) throw new Error(JSON.stringify(either.left))
  return either.right
}

const appOf = { wechat: 'wx0123456789abcdef', baidu: 'bd0123456789' } as const

const providerAt = (vendor: Vendor, emulator: Emulator): DomainProvider => {
  const tokens =
    vendor === 'wechat'
      ? { platform: 'token-wx-platform', apps: { [appOf.wechat]: wechatTokenOf(appOf.wechat) } }
      : { platform: baiduPlatformToken, apps: { [appOf.baidu]: baiduTokenOf(appOf.baidu) } }
  return right(
    createDomainProvider([wechat, baidu], { vendor, baseUrl: emulator[vendor].baseUrl, tokens, timeoutMs: 5000 }),
  )
}

/** Counts what is parsed, but for what the emulator parses. */
const parsed = () => {
  const count = { json: 0, lines: 0 }
  const parse = JSON.parse
  JSON.parse = (text: string, ...rest): unknown => {
    if (!/\/packages\/emulator\//.test(new Error().stack ?? '')) count.json += Buffer.byteLength(String(text))
    return parse(text, ...rest)
  }
  async function* counted(path: string): ReturnType<OpenLines> {
    for await (const line of fileLines(path)) {
      if (typeof line === 'string') count.lines += Buffer.byteLength(line) + 1
      yield line
    }
  }
  return { count, counted }
}

const touchedIn = async (session: Session): Promise<Touched> => {
  const { result } = await session.post('Profiler.takePreciseCoverage')
  const files = new Map<string, number>()
  let functions = 0
  let calls = 0
  for (const { url, functions: found } of result) {
    const file = source.exec(url.replace(/\?.*$/, ''))?.[1]
    if (file === undefined) continue
    // `__name` is what esbuild adds to a transpiled file.
    const called = found.filter(({ functionName, ranges }) => functionName !== '__name' && (ranges[0]?.count ?? 0) > 0)
    if (called.length === 0) continue
    files.set(file, called.length)
    functions += called.length
    calls += called.reduce((sum, { ranges }) => sum + (ranges[0]?.count ?? 0), 0)
  }
  return { files, functions, calls }
}

const travel = async (folder: string): Promise<ReadonlyArray<Journey>> => {
  const emulator = await startEmulator({ requestLog: 10_000 })
  emulator.wechat.seed({ apps: { [appOf.wechat]: {} } })
  emulator.baidu.seed({ apps: { [appOf.baidu]: {} } })
  const providers = { wechat: providerAt('wechat', emulator), baidu: providerAt('baidu', emulator) }
  const store = right(await sqliteStore({ file: join(folder, 'store.db') })())
  const { count, counted } = parsed()
  const session = new Session()
  session.connect()
  await session.post('Profiler.enable')
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false })

  const requests = (): number => emulator.wechat.requests().length + emulator.baidu.requests().length
  const journeys: Array<Journey> = []
  const go = async (name: string, walk: () => Promise<unknown>): Promise<void> => {
    const before = { requests: requests(), ...count }
    await session.post('Profiler.takePreciseCoverage')
    await walk()
    const touched = await touchedIn(session)
    const [json, lines] = [count.json - before.json, count.lines - before.lines]
    journeys.push({ name, ...touched, requests: requests() - before.requests, json, lines })
  }

  await go('WeChat get', async () => right(await providers.wechat.app(appOf.wechat).server.get()()))
  for (const vendor of ['wechat', 'baidu'] as const)
    await go(`${vendor === 'wechat' ? 'WeChat' : 'Baidu'} add`, async () =>
      right(await providers[vendor].app(appOf[vendor]).server.modify(addDomains({ request: ['api.example.com'] }))()),
    )

  await writeFile(join(folder, 'apps.csv'), `id,vendor\n${appOf.wechat},wechat\n`)
  const planFile = join(folder, 'plan.jsonl')
  const vendors = { wechat: { provider: providers.wechat, adapter: { name: '@mini-domains/wechat', version: '0' } } }
  await go('one CSV row to a plan line', async () => {
    const text = `version: 1
vendors: { wechat: { adapter: '@mini-domains/wechat' } }
profiles: { shop: { webview: [www.example.com] } }
profile: shop
appFiles: [{ path: ${JSON.stringify(join(folder, 'apps.csv'))} }]
`
    const desired = right(readDesired(text, { file: 'mini-domains.yaml' }))
    const lines: Array<string> = []
    const options = { clock: systemClock, tool: { name: 'journeys', version: '0' }, openLines: counted, store }
    for await (const line of plan(desired, vendors, options)) lines.push(`${encodeLine(line)}\n`)
    await writeFile(planFile, lines.join(''))
  })
  await go('apply of that line', async () => {
    for await (const event of apply(() => counted(planFile), vendors, { clock: systemClock, store }))
      if (event.event === 'refused') throw new Error(event.message.en)
  })

  await session.post('Profiler.stopPreciseCoverage')
  session.disconnect()
  await store.close()
  await Promise.all(Object.values(providers).map((provider) => provider.close()))
  await emulator.close()
  return journeys
}

const main = async (): Promise<void> => {
  const folder = await mkdtemp(join(tmpdir(), 'mini-domains-journeys-'))
  try {
    const journeys = await travel(folder)
    const head = ['journey', 'files', 'functions', 'calls', 'requests', 'JSON bytes', 'line bytes']
    const rows = journeys.map(({ name, files, functions, calls, requests, json, lines }) =>
      [name, files.size, functions, calls, requests, json, lines].map(String),
    )
    const table = new Table({ head, style: { head: [], border: [] } })
    table.push(...rows)
    console.log(table.toString())
    if (process.argv.includes('--files'))
      for (const { name, files } of journeys)
        console.log(
          `\n${name}\n${[...files]
            .sort()
            .map(([file, functions]) => `  ${file} ${functions}`)
            .join('\n')}`,
        )
    if (process.argv.includes('--check')) {
      const excess = journeys.flatMap(excessOf)
      for (const line of excess) console.error(line)
      if (excess.length > 0) process.exitCode = 1
    }
  } finally {
    await rm(folder, { recursive: true })
  }
}

await main()
