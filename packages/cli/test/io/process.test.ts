import { cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { type Child, child } from '../harness/child.js'
import { desk, eventsOf, fleetDesk } from '../harness/command-line.js'

// A write that was cut off before it was sent is waited for: a minute.
jest.setTimeout(120_000)

const spentOnServer = (emulator: Awaited<ReturnType<typeof fleetDesk>>['emulator']): ReadonlyArray<number> =>
  Object.values(emulator.wechat.state().apps).map((app) => app.modificationsUsed.server)

/** An apply in a process of its own, each call slowed, that has just ended its first change. */
const midApply = async (latency: number, environment: NodeJS.ProcessEnv = {}) => {
  const { emulator, at } = await fleetDesk()
  await at.type('plan', '--out', 'plan.jsonl')
  emulator.wechat.faults.add({ kind: 'latency', latency, times: 100 })
  const first = child(at.folder, ['apply', 'plan.jsonl', '--concurrency', '1', '--json'], environment)
  await first.says('"event":"item"')
  return { emulator, at, first }
}

const cutShort: ReadonlyArray<{
  readonly name: string
  readonly cut: (of: Child) => void
  readonly ends: Awaited<Child['ended']>
  readonly isTold: boolean
}> = [
  {
    name: 'that is killed in mid-apply',
    cut: (of) => of.process.kill('SIGKILL'),
    ends: { code: null, signal: 'SIGKILL' },
    isTold: false,
  },
  {
    name: 'that gets SIGINT finishes what is in flight, says so, ends with 6, and',
    cut: (of) => of.process.kill('SIGINT'),
    ends: { code: 6, signal: null },
    isTold: true,
  },
  {
    name: 'whose output nobody reads any more finishes what is in flight, ends with 6, and',
    cut: (of) => of.process.stdout?.destroy(),
    ends: { code: 6, signal: null },
    isTold: false,
  },
]

describe('the command in a process of its own', () => {
  test.each(cutShort)(
    '$name goes on where it was when it is run again, and spends no modification twice',
    async ({ cut, ends, isTold }) => {
      const { emulator, at, first } = await midApply(400)
      cut(first)
      expect(await first.ended).toEqual(ends)
      expect(first.err()).toBe('')
      expect(spentOnServer(emulator)).not.toEqual([1, 1, 1])
      if (isTold) {
        const events = eventsOf(first.out())
        expect(events.at(-1)).toMatchObject({ event: 'ended', status: 'cancelled', code: 6 })
        const unknown = events.filter((event) => event.event === 'apply' && event.value['status'] === 'unknown')
        expect(unknown).toHaveLength(0)
      }
      expect(await child(at.folder, ['apply', 'plan.jsonl']).ended).toMatchObject({ code: 0 })
      expect((await at.type('plan', '--detailed-exitcode')).code).toBe(0)
      expect(spentOnServer(emulator)).toEqual([1, 1, 1])
    },
  )

  test('leaves a plan alone that another process is carrying out', async () => {
    const { emulator, at, first } = await midApply(1_500)
    const [zh, json] = [
      await at.type('status', 'plan.jsonl', '--lang', 'zh'),
      await at.type('status', 'plan.jsonl', '--json'),
    ]
    expect(zh.code).toBe(0)
    expect(zh.out).toContain(`${hostname()} 上的进程 ${first.process.pid}（自 20`)
    const told = eventsOf(json.out).find((event) => event.event === 'fact' && event.name === 'holder')
    expect(told).toMatchObject({ value: { held: true, host: hostname(), pid: first.process.pid } })
    const second = await at.type('apply', 'plan.jsonl')
    expect(second).toMatchObject({ code: 1 })
    expect(second.err).toContain('waiting to see whether it still runs')
    const holder = `process ${first.process.pid} on ${hostname()} (since 20`
    expect(second.err.split(holder)).toHaveLength(3)
    expect(second.err).toMatch(/Z\) is applying this plan; let it finish/)
    expect(await first.ended).toMatchObject({ code: 0 })
    expect(spentOnServer(emulator)).toEqual([1, 1, 1])
    expect((await at.type('status', 'plan.jsonl')).out).toContain('Nobody is applying it now.')
    expect(await at.type('apply', 'plan.jsonl')).toMatchObject({ code: 0 })
  })

  test('waits for a plan that another process is just ending, and finds it done', async () => {
    const { emulator, at, first } = await midApply(200)
    expect(await at.type('apply', 'plan.jsonl')).toMatchObject({ code: 0 })
    expect(await first.ended).toMatchObject({ code: 0 })
    expect(spentOnServer(emulator)).toEqual([1, 1, 1])
  })

  test('goes on from another folder and machine, where the store is the same', async () => {
    const shared = join(desk().folder, 'store.db')
    const { emulator, at, first } = await midApply(400, { MINI_DOMAINS_STORE: shared })
    first.process.kill('SIGKILL')
    await first.ended
    const elsewhere = join(at.folder, 'elsewhere')
    mkdirSync(elsewhere)
    for (const name of ['plan.jsonl', 'mini-domains.yaml']) cpSync(join(at.folder, name), join(elsewhere, name))
    const again = child(elsewhere, ['apply', 'plan.jsonl', '--json'], { MINI_DOMAINS_STORE: shared })
    expect(await again.ended).toMatchObject({ code: 0 })
    expect(spentOnServer(emulator)).toEqual([1, 1, 1])
    // Nothing is left beside a plan.
    expect(readdirSync(elsewhere).sort()).toEqual(['mini-domains.yaml', 'plan.jsonl'])
  })

  test('that gets a second SIGINT stops at once, and the next run settles what nobody knows', async () => {
    const { emulator, at } = await fleetDesk()
    await at.type('plan', '--out', 'plan.jsonl', '--app', 'wx-app-1')
    emulator.wechat.faults.add({ kind: 'stall-body', match: { path: '/wxa/modify_domain', action: 'add' } })
    const stopped = child(at.folder, ['apply', 'plan.jsonl', '--json'])
    while (!emulator.wechat.requests().some(({ tookEffect }) => tookEffect))
      await new Promise((done) => setTimeout(done, 20))
    stopped.process.kill('SIGINT')
    await new Promise((done) => setTimeout(done, 200))
    stopped.process.kill('SIGINT')
    expect(await stopped.ended).toMatchObject({ code: 6 })
    expect(await at.type('apply', 'plan.jsonl')).toMatchObject({ code: 0 })
    expect(emulator.wechat.state().apps['wx-app-1']?.modificationsUsed.server).toBe(1)
  })

  test.each([
    ['text', [], '', '尚未开始即被停止：未做任何操作；请再次运行同一命令\n'],
    ['JSON', ['--json'], '{"format":1,"event":"ended","status":"cancelled","code":6}\n', ''],
  ])(
    'that gets SIGINT before it has begun says in %s that nothing was done, and ends with 6',
    async (_, more, out, err) => {
      const whenHeard = `process.once('newListener', () => process.kill(process.pid, 'SIGINT'))`
      const preload = `--import=data:text/javascript,${encodeURIComponent(whenHeard)}`
      const stopped = child(desk().folder, ['worker', '--lang', 'zh', ...more], { NODE_OPTIONS: preload })
      expect(await stopped.ended).toEqual({ code: 6, signal: null })
      expect([stopped.out(), stopped.err()]).toEqual([out, err])
    },
  )

  test("loads a stranger's adapter by its name from beside the config, and tells its version", async () => {
    const at = desk()
    const home = join(at.folder, 'node_modules', 'stranger-adapter')
    mkdirSync(home, { recursive: true })
    writeFileSync(
      join(home, 'package.json'),
      JSON.stringify({ name: 'stranger-adapter', type: 'module', exports: { '.': { import: './index.js' } } }),
    )
    writeFileSync(
      join(home, 'index.js'),
      `const never = { _tag: 'Cannot', why: { en: 'no', zh: '无' }, link: '' }
const fact = (value) => ({ value, source: '', date: '', confidence: 'guess' })
const list = (kinds) => ({ kinds, get: { _tag: 'Can' }, add: never, delete: never, set: never, copyPool: never, effective: never, limits: { ports: fact(false), forbiddenHosts: fact([]) } })
const level = { server: list(['request']), webview: list(['webview']), confirmFile: never }
const driver = (kinds, domains) => ({ read: () => async () => ({ _tag: 'Right', right: { domains } }), write: () => async () => ({ _tag: 'Left', left: {} }) })
const lists = { server: driver(['request'], { request: ['https://a.example.com'] }), webview: driver(['webview'], { webview: [] }) }
export const stranger = { vendor: 'stranger', version: '9.8.7', create: () => ({ _tag: 'Right', right: {
  vendor: 'stranger', capabilities: { app: level, platform: level }, app: lists, platform: lists,
  raw: () => async () => ({ _tag: 'Left', left: {} }), close: () => Promise.resolve() } }) }
`,
    )
    at.write('mini-domains.yaml', 'version: 1\nvendors:\n  mine:\n    adapter: stranger-adapter\n')
    const got = child(at.folder, ['get', 'app-1', '--list', 'server'])
    expect(await got.ended).toMatchObject({ code: 0 })
    expect(got.out()).toContain('https://a.example.com')
    expect(got.err()).toContain('mine: stranger-adapter 9.8.7')
  })

  test('emulates both vendors until it is stopped, and writes a config that works', async () => {
    const at = desk()
    const emulating = child(at.folder, ['emulate', '--apps', '2', '--write', 'mini-domains.yaml'])
    await emulating.says('mini-domains plan')
    expect(await at.type('plan', '--json', '--detailed-exitcode')).toMatchObject({ code: 2 })
    expect((await at.type('doctor')).code).toBe(0)
    emulating.process.kill('SIGTERM')
    expect(await emulating.ended).toMatchObject({ code: 0 })
  })

  test('writes many emulated apps as rows of a file beside the config', async () => {
    const at = desk()
    mkdirSync(join(at.folder, 'fleet'))
    const emulating = child(at.folder, ['emulate', '--apps', '101', '--write', 'fleet/large.yaml'])
    await emulating.says('mini-domains plan')
    const listed = await at.type('apps', '--config', 'fleet/large.yaml')
    expect(listed.out).toContain('large.apps.csv: 404 rows')
    const planned = eventsOf((await at.type('plan', '--config', 'fleet/large.yaml', '--json')).out)
    const summary = planned.flatMap((event) =>
      event.event === 'plan' && event.value['line'] === 'summary' ? [event.value] : [],
    )
    expect(summary).toMatchObject([{ counts: { apps: 404, errors: 0 } }])
    emulating.process.kill('SIGTERM')
    expect(await emulating.ended).toMatchObject({ code: 0 })
  })
})
