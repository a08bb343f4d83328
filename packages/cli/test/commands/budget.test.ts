import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { systemClock } from '@mini-domains/core'
import { budgetKey, monthOf } from '@mini-domains/fleet'
import { sqliteStore } from '@mini-domains/sqlite'
import * as E from 'fp-ts/lib/Either.js'
import { widthOf } from '../../src/output/text-width.js'
import { configOf, type Desk, desk, eventsOf, fleetDesk } from '../harness/command-line.js'

const month = (): string => monthOf(systemClock.now())

/** Puts a text into the store of a desk, in the place of the budget of an app's server list. */
const putBudget = async (at: Desk, app: string, text: string): Promise<void> => {
  const store = await sqliteStore({ file: join(at.folder, '.mini-domains', 'store.db'), clock: systemClock })()
  if (E.isLeft(store)) throw new Error(store.left.message)
  const key = budgetKey({ vendor: 'wechat', app, list: 'server' }, month())
  const before = await store.right.get(key)()
  const version = E.isRight(before) ? (before.right?.version ?? 0) : 0
  expect(E.isRight(await store.right.put(key, text, version)())).toBe(true)
  await store.right.close()
}

const spentWell = async () => {
  const { emulator, at } = await fleetDesk()
  await at.type('plan', '--app', 'wx-app-1', '--out', 'plan.jsonl')
  expect((await at.type('apply', 'plan.jsonl')).code).toBe(0)
  return { emulator, at }
}

const budgetsIn = (out: string) =>
  eventsOf(out).flatMap((event) => (event.event === 'fact' && event.name === 'budget' ? [event.value] : []))

describe('budget', () => {
  test('fits a narrow terminal, in both languages', async () => {
    const { at } = await spentWell()
    for (const room of [60, 40])
      for (const language of ['en', 'zh']) {
        const { code, out } = await at.at(room)('budget', '--lang', language)
        const wide = stripVTControlCharacters(out)
          .split('\n')
          .filter((line) => widthOf(line) > room)
        expect({ code, wide }).toEqual({ code: 0, wide: [] })
        expect(out).toContain('49 / 50')
      }
  })

  test('shows what each list of each app has spent and what is left, and of the pools, asking no vendor', async () => {
    const { emulator, at } = await spentWell()
    const asked = emulator.wechat.requests().length
    const { code, out, err } = await at.type('budget')
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toMatch(/wechat {2}wx-app-1 +server domains +1 +49 \/ 50/)
    expect(out).toMatch(/wechat {2}wx-app-2 +server domains +0 +50 \/ 50/)
    expect(out).toMatch(/wechat {2}pool +server domains/)
    expect(out.split('\n')[0]).toBe(`${month()}: 16 of 16 lists shown`)
    expect(emulator.wechat.requests()).toHaveLength(asked)
  })

  test("has the merchants' names", async () => {
    const { emulator, at } = await spentWell()
    at.write('mini-domains.yaml', configOf(emulator).replace("id: 'wx-app-1'", "id: 'wx-app-1', name: 顺风茶饮"))
    expect((await at.type('budget')).out).toMatch(/wechat {2}顺风茶饮 \(wx-app-1\) +server domains +1 +49/)
    const named = budgetsIn((await at.type('budget', '--app', 'wx-app-1', '--json')).out)
    expect(named).toMatchObject([{ name: '顺风茶饮' }, { name: '顺风茶饮' }])
  })

  test('shows only the apps that are selected, and only what is low', async () => {
    const { at } = await spentWell()
    expect(budgetsIn((await at.type('budget', '--app', 'wx-app-1', '--json')).out)).toMatchObject([
      { vendor: 'wechat', app: 'wx-app-1', list: 'server', spent: 1, limit: 50, remaining: 49 },
      { vendor: 'wechat', app: 'wx-app-1', list: 'webview' },
    ])
    const low = await at.type('budget', '--vendor', 'wechat', '--low', '49', '--lang', 'zh')
    expect(low.out).toMatch(/wechat {2}wx-app-1 {2}服务器域名/)
    expect(low.out).not.toContain('wx-app-2')
    expect((await at.type('budget', '--low', '0')).out).toBe(`${month()}: 0 of 16 lists shown\n`)
  })

  test('counts what is uncertain and what is reserved as gone, and believes a vendor that says nothing is left', async () => {
    const { at } = await spentWell()
    await putBudget(at, 'wx-app-2', JSON.stringify({ spent: 1, unknown: 2, held: 3, exhausted: false }))
    await putBudget(at, 'wx-app-3', JSON.stringify({ spent: 1, unknown: 0, held: 0, exhausted: true }))
    const { out } = await at.type('budget', '--vendor', 'wechat', '--low', '44')
    expect(out).toMatch(/wx-app-2 .* 1 \+ 2 uncertain \+ 3 reserved +44 \/ 50/)
    expect(out).toMatch(/wx-app-3 .* 0 \(says the vendor\)/)
  })

  test('never takes a budget that cannot be read for untouched', async () => {
    const { at } = await spentWell()
    await putBudget(at, 'wx-app-2', 'half a rec')
    const { code, out, err } = await at.type('budget', '--vendor', 'wechat')
    expect(code).toBe(3)
    expect(err).toMatch(/wechat · wx-app-2 · server domains: the record .* cannot be read/)
    expect(out).toContain('wx-app-3')
    expect((await at.type('budget', '--app', 'wx-app-2', '--low', '50')).code).toBe(3)
  })

  test('ends with 3 where one list was read, however many rows are no apps', async () => {
    const { at } = await fleetDesk()
    at.write('bad.csv', 'id,vendor\n,wechat\n,wechat\n,wechat\n,wechat\n')
    at.write(
      'mini-domains.yaml',
      `version: 1
vendors: { wechat: { adapter: '@mini-domains/wechat' } }
apps: [{ id: wx1, vendor: wechat }]
appFiles: [{ path: bad.csv }]
`,
    )
    const { code, out } = await at.type('budget')
    expect(out).toContain('50 / 50')
    expect(code).toBe(3)
  })

  test('needs no secret and no store that is there already', async () => {
    const at = desk()
    at.write(
      'mini-domains.yaml',
      `version: 1
vendors: { wechat: { adapter: '@mini-domains/wechat', credentials: { componentAppId: { env: NOT_SET } } } }
apps: [{ id: wx1, vendor: wechat }]
`,
    )
    const { code, out } = await at.type('budget', '--app', 'wx1')
    expect(code).toBe(0)
    expect(out).toContain('50 / 50')
  })

  test('says that nothing was looked at where no app was selected, and refuses a number that is none', async () => {
    const { at } = await fleetDesk()
    expect((await at.type('budget', '--app', 'nobody')).code).toBe(7)
    expect((await at.type('budget', '--low', 'few')).err).toContain('--low is a whole number')
    expect((await at.type('budget', '--detailed-exitcode')).err).toContain('--detailed-exitcode goes with --low')
  })
})
