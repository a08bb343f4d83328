import { join } from 'node:path'
import { systemClock } from '@mini-domains/core'
import { sqliteStore } from '@mini-domains/sqlite'
import * as E from 'fp-ts/lib/Either.js'
import { widthOf } from '../../src/output/text-width.js'
import { type Desk, configOf, eventsOf, fleetDesk } from '../harness/command-line.js'

/** Applies what a plan of these apps says, and gives the name of the run. */
const applied = async (at: Desk, app: string): Promise<string> => {
  await at.type('plan', '--app', app, '--out', 'plan.jsonl')
  expect((await at.type('apply', 'plan.jsonl')).code).toBe(0)
  return /^(\S+-[0-9a-f]{8}) /m.exec((await at.type('history')).out)?.[1] ?? ''
}

/** The names of all runs, newest first. */
const runsOf = async (at: Desk): Promise<ReadonlyArray<string>> =>
  (await at.type('history')).out.match(/^\S+-[0-9a-f]{8}(?= )/gm) ?? []

const facts = (out: string, name: string) =>
  eventsOf(out).flatMap((event) => (event.event === 'fact' && event.name === name ? [event.value] : []))

const withStoreOf = async (at: Desk, key: string): Promise<void> => {
  const store = await sqliteStore({ file: join(at.folder, '.mini-domains', 'store.db'), clock: systemClock })()
  if (E.isLeft(store)) throw new Error(store.left.message)
  const entries = await store.right.entries(key, '', 1)()
  const entry = E.isRight(entries) ? entries.right[0] : undefined
  await store.right.put(entry?.key ?? '', 'half a rec', entry?.version ?? 0)()
  await store.right.close()
}

describe('history', () => {
  test('fits a narrow terminal, in both languages', async () => {
    const { at } = await fleetDesk()
    const run = await applied(at, 'wx-app-1')
    for (const room of [60, 40])
      for (const language of ['en', 'zh']) {
        const { code, out } = await at.at(room)('history', '--lang', language)
        expect({ code, wide: out.split('\n').filter((line) => widthOf(line) > room) }).toEqual({ code: 0, wide: [] })
        expect(out).toContain(run)
      }
  })

  test('lists the runs, newest first, with when they ran and what they came to', async () => {
    const { at } = await fleetDesk()
    expect(await at.type('history')).toMatchObject({ code: 0, out: 'No run is kept in the store.\n' })
    const first = await applied(at, 'wx-app-1')
    const second = await applied(at, 'wx-app-2')
    const { code, out } = await at.type('history')
    expect(code).toBe(0)
    expect(out.indexOf(second)).toBeLessThan(out.indexOf(first))
    expect(out).toMatch(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d +complete +2 +2 done/)
    expect((await at.type('history', '--limit', '1')).out).not.toContain(first)
    expect((await at.type('history', '--lang', 'zh')).out).toMatch(/全部完成 +2 +2 完成/)
    expect(facts((await at.type('history', '--json')).out, 'run')).toMatchObject([
      { run: second, changes: 2, exit: 'complete', counts: { done: 2 } },
      { run: first },
    ])
  })

  test('tells a run that cannot be read, and the others', async () => {
    const { at } = await fleetDesk()
    const first = await applied(at, 'wx-app-1')
    await applied(at, 'wx-app-2')
    await withStoreOf(at, 'history/')
    const { code, out, err } = await at.type('history')
    expect(code).toBe(3)
    expect(out).toContain(first)
    expect(err).toContain('cannot be read')
    expect((await at.type('history', '--limit', '0')).code).toBe(1)
  })
})

describe('show', () => {
  test('names the merchants, as the config has them', async () => {
    const { emulator, at } = await fleetDesk()
    at.write('mini-domains.yaml', configOf(emulator).replace("id: 'wx-app-1'", "id: 'wx-app-1', name: 顺风茶饮"))
    const run = await applied(at, 'wx-app-1')
    expect((await at.type('show', run)).out).toContain('wechat · 顺风茶饮 (wx-app-1) · server domains')
    expect(facts((await at.type('show', run, '--json')).out, 'run-change')).toMatchObject([
      { name: '顺风茶饮' },
      { name: '顺风茶饮' },
    ])
  })

  test('tells each change of a run: which list, how it ended, and what it did', async () => {
    const { at } = await fleetDesk()
    const run = await applied(at, 'wx-app-1')
    const { code, out } = await at.type('show', run)
    expect(code).toBe(0)
    expect(out).toContain(`${run}  complete  2 done`)
    expect(out).toMatch(/wechat · wx-app-1 · server domains {2}done/)
    expect(out).toContain('\n  + request https://api.example.com\n')
    expect(facts((await at.type('show', run, '--json')).out, 'run-change')).toMatchObject([
      {
        line: 1,
        status: 'done',
        address: { vendor: 'wechat', app: 'wx-app-1', list: 'server' },
        adds: { request: ['https://api.example.com', 'https://pay.example.com'] },
        deletes: {},
      },
      { line: 2, address: { list: 'webview' } },
    ])
  })

  test('says what failed, why, and what to do, and what of a journal cannot be read', async () => {
    const { emulator, at } = await fleetDesk()
    await at.type('plan', '--app', 'wx-app-1', '--out', 'plan.jsonl')
    emulator.wechat.seed({ apps: { 'wx-app-1': { authorized: false } } })
    await at.type('apply', 'plan.jsonl')
    const run = /^(\S+-[0-9a-f]{8}) /m.exec((await at.type('history')).out)?.[1] ?? ''
    const shown = await at.type('show', run, '--lang', 'zh')
    expect(shown.out).toMatch(
      /wechat · wx-app-1 · 服务器域名 {2}失败 .*\n {2}AuthorizationLost \(61003\)：.*\n {2}→ .*重新授权/,
    )
    expect(shown.out).not.toContain('+ request')
    await withStoreOf(at, 'change/')
    expect((await at.type('show', run)).code).toBe(3)
  })

  test('knows no run that is not there, and does not repeat what was typed', async () => {
    const { at } = await fleetDesk()
    for (const verb of ['show', 'rollback']) {
      const { code, err } = await at.type(verb, 'Sekret+42')
      expect(code).toBe(1)
      expect(err).toContain('mini-domains history')
      expect(err).not.toContain('Sekret')
    }
    await applied(at, 'wx-app-1')
    expect((await at.type('show', 'm1abc2de-0f1e2d3c')).err).toContain('no run "m1abc2de-0f1e2d3c"')
  })
})

describe('rollback', () => {
  test('says that it takes back only what its own run wrote, where others wrote too, and what to do about those', async () => {
    const { at } = await fleetDesk()
    await at.type('plan', '--app', 'wx-app-1', '--app', 'wx-app-2', '--out', 'one.jsonl')
    await at.type('plan', '--app', 'wx-app-2', '--app', 'wx-app-3', '--out', 'two.jsonl')
    const both = await Promise.all([at.type('apply', 'one.jsonl'), at.type('apply', 'two.jsonl')])
    expect(both.map(({ code }) => code)).toEqual([0, 0])
    const [last = '', first = ''] = await runsOf(at)
    const back = await at.type('rollback', first)
    expect(back.code).toBe(0)
    expect(back.err).toContain(`takes back only what run ${first} wrote`)
    expect(back.err).toContain(`Other runs were under way meanwhile: ${last}`)
    expect((await at.type('rollback', first, '--lang', 'zh')).err).toMatch(
      /仅撤回运行[^]*再用 mini-domains rollback 撤回/,
    )
    const left = facts((await at.type('rollback', first, '--json')).out, 'left-by-others')
    expect(left).toMatchObject([{ run: first, runs: [last] }])
  })

  test('counts what was found done already, and says nothing of others where there were none', async () => {
    const { at } = await fleetDesk()
    await at.type('plan', '--app', 'wx-app-*', '--out', 'all.jsonl')
    const own = await applied(at, 'wx-app-1')
    expect((await at.type('apply', 'all.jsonl')).code).toBe(0)
    const all = (await runsOf(at))[0] ?? ''
    const back = await at.type('rollback', all)
    expect(back.err).toContain('2 of its changes were found done already, by another run or by hand')
    expect(back.out).not.toContain('(wx-app-1)')
    expect((await at.type('rollback', own)).err).not.toContain('only what run')
  })

  const listNow = ({ emulator }: Awaited<ReturnType<typeof fleetDesk>>, app: string) =>
    emulator.wechat.state().apps[app]?.server.configured['requestdomain']

  test('makes a plan that leads back, and writes nothing by itself', async () => {
    const fleet = await fleetDesk()
    const { at } = fleet
    const run = await applied(at, 'wx-app-1')
    const planned = await at.type('rollback', run, '--out', 'back.jsonl', '--markdown', 'back.md')
    expect(planned.code).toBe(0)
    expect(planned.out).toContain('- request https://api.example.com')
    expect(listNow(fleet, 'wx-app-1')).toHaveLength(2)
    // What it deletes is asked for as in any other plan.
    expect((await at.type('apply', 'back.jsonl')).code).toBe(4)
    expect((await at.type('apply', 'back.jsonl', '--yes')).code).toBe(0)
    expect(listNow(fleet, 'wx-app-1')).toEqual([])
    expect((await at.type('rollback', run)).code).toBe(0)
  })

  test('leaves out a list that has moved since, and says so', async () => {
    const fleet = await fleetDesk()
    const { at } = fleet
    const run = await applied(at, 'wx-app-*')
    expect((await at.type('delete', 'wx-app-2', '--request', 'pay.example.com', '--yes')).code).toBe(0)
    const { code, out } = await at.type('rollback', run, '--lang', 'zh')
    expect(code).toBe(0)
    expect(out).toMatch(/wx-app-2.*运行之后又有变动/)
    expect((await at.type('rollback', run, '--app', 'wx-app-3')).out).not.toContain('wx-app-2')
  })
})
