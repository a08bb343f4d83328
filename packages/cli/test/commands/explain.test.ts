import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { systemClock } from '@mini-domains/core'
import { budgetKey, monthOf } from '@mini-domains/fleet'
import { sqliteStore } from '@mini-domains/sqlite'
import * as E from 'fp-ts/lib/Either.js'
import { widthOf } from '../../src/output/text-width.js'
import { configOf, desk, eventsOf, fleetDesk } from '../harness/command-line.js'

const factOf = (out: string) =>
  eventsOf(out).flatMap((event) => (event.event === 'fact' && event.name === 'explanation' ? [event.value] : []))[0]

describe('explain', () => {
  test('follows a domain from the config to what is live, with one next step each time', async () => {
    const { emulator, at } = await fleetDesk()
    const ask = ['explain', 'wx-app-1', 'HTTPS://user@API.Example.com:443/v1/orders?x=1#top'] as const
    const first = await at.type(...ask)
    expect(first.code).toBe(2)
    expect(first.out).toContain('wechat · wx-app-1 · api.example.com  drift')
    expect(first.out).toMatch(/desired +request {2}profile shop {2}mini-domains\.yaml:\d+:\d+/)
    expect(first.out).toMatch(/in the pool +yes {2}example\.com/)
    expect(first.out).toMatch(/authorisation +in order\n +configured +no\n +live +no\n +left this month +50/)
    expect(first.out).toContain(
      'next step (you): It is desired and not configured. Run mini-domains plan --app wx-app-1',
    )
    await at.type('plan', '--app', 'wx-app-1', '--out', 'plan.jsonl')
    await at.type('apply', 'plan.jsonl')
    const second = await at.type(...ask, '--lang', 'zh')
    expect(second.code).toBe(2)
    expect(second.out).toContain('待发布')
    expect(second.out).toMatch(/已配置 +是 {2}request/)
    expect(second.out).toContain('下一步（第三方平台负责人）：已配置但尚未生效：请发布小程序。')
    emulator.wechat.release('wx-app-1')
    const third = await at.type(...ask, '--json')
    expect(third.code).toBe(0)
    expect(factOf(third.out)).toMatchObject({ host: 'api.example.com', state: 'in-sync', actor: 'caller' })
  })

  test('says who must act: for the pool, for the authorisation, for a frozen app, for a spent budget', async () => {
    const { emulator, at } = await fleetDesk()
    at.write(
      'mini-domains.yaml',
      configOf(emulator)
        .replace('api.example.com,', 'api.example.com, api.stranger.org,')
        .replace("id: 'wx-app-2'", "id: 'wx-app-2', frozen: true"),
    )
    const stranger = factOf((await at.type('explain', 'wx-app-1', 'api.stranger.org', '--json')).out)
    expect(stranger).toMatchObject({ state: 'blocked', actor: 'platform', lists: [{ pool: null }] })
    expect(factOf((await at.type('explain', 'wx-app-2', 'api.example.com', '--json')).out)).toMatchObject({
      state: 'frozen',
      actor: 'caller',
    })
    emulator.wechat.seed({ apps: { 'wx-app-3': { authorized: false } } })
    const lost = await at.type('explain', 'wx-app-3', 'api.example.com')
    expect(lost.code).toBe(2)
    expect(lost.out).toMatch(/merchant must authorise/)
    expect(lost.out).toMatch(/authorisation +lost/)
    expect(lost.out).toContain('next step (the merchant):')
  })

  test('says what to write where nothing asks for a domain, and what happens to one that is there all the same', async () => {
    const { at } = await fleetDesk()
    const none = await at.type('explain', 'wx-app-1', 'cdn.example.com')
    expect(none.out).toContain('not desired')
    expect(none.out).toContain('Add cdn.example.com to the profile of the app')
    await at.type('add', 'wx-app-1', '--request', 'cdn.example.com')
    const listed = await at.type('explain', 'wx-app-1', 'cdn.example.com')
    expect(listed.out).toContain('or the next plan takes it off')
    const foreign = await at.type('explain', 'wechat/wx-app-9', 'api.example.com')
    expect(foreign.out).toMatch(/not in the config/)
  })

  test('finds an app by the name of its merchant, and asks which where several have it', async () => {
    const { emulator, at } = await fleetDesk()
    const named = (app: string, name: string) => (text: string) =>
      text.replace(`id: '${app}'`, `id: '${app}', name: ${name}`)
    at.write('mini-domains.yaml', named('wx-app-1', '顺风茶饮')(configOf(emulator)))
    const one = await at.type('explain', '顺风茶饮', 'api.example.com', '--json')
    expect(one.code).toBe(2)
    expect(factOf(one.out)).toMatchObject({ vendor: 'wechat', app: 'wx-app-1', name: '顺风茶饮', state: 'drift' })
    at.write('mini-domains.yaml', named('bd-app-2', '顺风茶饮')(named('wx-app-1', '顺风茶饮')(configOf(emulator))))
    const two = await at.type('explain', '顺风茶饮', 'api.example.com')
    expect(two.code).toBe(1)
    expect(two.err).toMatch(/several apps are called 顺风茶饮[^]*wechat\/wx-app-1, baidu\/bd-app-2/)
    const picked = await at.type('explain', '顺风茶饮', 'api.example.com', '--vendor', 'baidu', '--json')
    expect(factOf(picked.out)).toMatchObject({ vendor: 'baidu', app: 'bd-app-2' })
    expect((await at.type('explain', '无此商家', 'api.example.com')).err).toContain('which vendor has the app 无此商家')
    const mistyped = await at.type('explain', '顺风茶', 'api.example.com', '--lang', 'zh')
    expect(mistyped.code).toBe(1)
    expect(mistyped.err).toMatch(/没有小程序 顺风茶\n.*您是否想用 wechat\/wx-app-1 \(顺风茶饮\)/)
    expect((await at.type('get', 'wx-app-l')).err).toContain('Did you mean wechat/wx-app-1?')
  })

  test('fits a narrow terminal, in both languages', async () => {
    const { emulator, at } = await fleetDesk()
    const name = '杭州市西湖区顺风茶饮文化发展有限公司第一分店'
    at.write('mini-domains.yaml', configOf(emulator).replace("id: 'wx-app-1'", `id: 'wx-app-1', name: ${name}`))
    for (const language of ['en', 'zh']) {
      const { out } = await at.at(60)('explain', 'wx-app-1', 'api.example.com', '--lang', language)
      expect(out).toContain('api.example.com')
      expect(
        stripVTControlCharacters(out)
          .split('\n')
          .filter((line) => widthOf(line) > 60),
      ).toEqual([])
    }
  })

  test('leaves a spent budget to who asked: the vendor does nothing about it', async () => {
    const { at } = await fleetDesk()
    const store = await sqliteStore({ file: join(at.folder, '.mini-domains', 'store.db'), clock: systemClock })()
    if (E.isLeft(store)) throw new Error(store.left.message)
    const key = budgetKey({ vendor: 'wechat', app: 'wx-app-1', list: 'server' }, monthOf(systemClock.now()))
    await store.right.put(key, JSON.stringify({ spent: 50, unknown: 0, held: 0, exhausted: true }), 0)()
    await store.right.close()
    const explained = await at.type('explain', 'wx-app-1', 'api.example.com', '--lang', 'zh')
    expect(explained.out).toContain('下一步（您）：本月修改次数已用完：请下月再执行计划。')
  })

  test('refuses what is no domain, and needs a config', async () => {
    const { at } = await fleetDesk()
    for (const word of ['', 'localhost', 'https://', '/v1/orders', '中文'])
      expect((await at.type('explain', 'wx-app-1', word)).err).toContain('is not a domain')
    expect((await desk().type('explain', 'wx-app-1', 'api.example.com')).code).toBe(1)
  })
})
