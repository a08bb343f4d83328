import * as wechatPackage from '@mini-domains/wechat'
import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Emulator } from '@mini-domains/emulator'
import { type Desk, configOf, desk, eventsOf, fleetDesk } from '../harness/command-line.js'

const wechatApps = ['wx-app-1', 'wx-app-2', 'wx-app-3']

const asked = {
  request: ['https://api.example.com', 'https://pay.example.com'],
  socket: ['wss://push.example.com'],
  webview: ['https://www.example.com'],
}

interface Has {
  readonly request?: ReadonlyArray<string>
  readonly upload?: ReadonlyArray<string>
  readonly webview?: ReadonlyArray<string>
}

/** All apps have what is asked for; those that are named have more. */
const seed = (emulator: Emulator, more: Readonly<Record<string, Has>>): void => {
  const apps = (ids: ReadonlyArray<string>, server: (has: Has) => object) =>
    Object.fromEntries(
      ids.map((id) => {
        const has = more[id] ?? {}
        return [
          id,
          {
            server: { configured: server(has) },
            webview: { configured: [...asked.webview, ...(has.webview ?? [])] },
          },
        ]
      }),
    )
  emulator.wechat.seed({
    apps: apps(wechatApps, ({ request = [], upload = [] }) => ({
      requestdomain: [...asked.request, ...request],
      wsrequestdomain: asked.socket,
      uploaddomain: upload,
    })),
  })
  emulator.baidu.seed({
    apps: apps(['bd-app-1', 'bd-app-2', 'bd-app-3'], ({ request = [], upload = [] }) => ({
      request_domain: [...asked.request, ...request],
      socket_domain: asked.socket,
      upload_domain: upload,
    })),
  })
}

const everywhere = { request: ['https://cdn.example.com'] }

const configIn = ({ folder }: Desk, name = 'mini-domains.yaml'): string => readFileSync(join(folder, name), 'utf8')

const factsOf = (out: string, name: string): ReadonlyArray<Readonly<Record<string, unknown>>> =>
  eventsOf(out).flatMap((event) => (event.event === 'fact' && event.name === name ? [event.value] : []))

const grown = async () => {
  const { emulator, at } = await fleetDesk()
  at.write(
    'mini-domains.yaml',
    configOf(emulator)
      .replace('    webview: [www.example.com]', '    webview: [www.example.com] # the shop itself')
      .replace("  - { id: 'wx-app-2'", "  # 商家二\n  - { id: 'wx-app-2'"),
  )
  const all = [...wechatApps, 'bd-app-1', 'bd-app-2', 'bd-app-3'].map((id) => [id, everywhere] as const)
  seed(emulator, {
    ...Object.fromEntries(all),
    'wx-app-2': {
      request: ['https://cdn.example.com', 'https://old.example.com'],
      upload: ['https://up.example.com'],
      webview: ['https://m.example.com'],
    },
  })
  return { emulator, at }
}

describe('pull', () => {
  test('takes over what exists: a plan then deletes nothing, comments stay, and a second pull changes nothing', async () => {
    const { at } = await grown()
    const before = configIn(at)
    expect((await at.type('plan')).out).toContain('- request https://cdn.example.com')
    const pulled = await at.type('pull')
    expect(pulled.code).toBe(0)
    expect(pulled.out).toContain('6 apps read, 0 not: 4 domains for the config')
    const after = configIn(at)
    expect(after).toBe(
      before
        .replace(
          'request: [api.example.com, pay.example.com]',
          'request: [api.example.com, pay.example.com, cdn.example.com]',
        )
        .replace(
          "{ id: 'wx-app-2', vendor: wechat }",
          "{ id: 'wx-app-2', vendor: wechat, extra: { server: { request: [old.example.com], upload: [up.example.com] }, webview: [m.example.com] } }",
        ),
    )
    const plan = await at.type('plan', '--detailed-exitcode')
    expect(plan.out).not.toMatch(/^ *- /m)
    expect(plan.code).toBe(0)
    expect((await at.type('pull')).code).toBe(0)
    expect(configIn(at)).toBe(after)
  })

  test('with --dry-run shows what would be added, ends with 2, and writes nothing', async () => {
    const { at } = await grown()
    const before = configIn(at)
    const shown = await at.type('pull', '--dry-run', '--lang', 'zh')
    expect(shown.code).toBe(2)
    expect(shown.out).toContain('方案 shop\n  + request cdn.example.com')
    expect(shown.out).toContain('+ webview m.example.com')
    expect(configIn(at)).toBe(before)
    const facts = factsOf((await at.type('pull', '--dry-run', '--json')).out, 'pull')
    expect(facts).toMatchObject([
      { target: 'profile', profile: 'shop', lists: { server: { request: ['cdn.example.com'] } }, byHand: false },
      { target: 'app', vendor: 'wechat', app: 'wx-app-2' },
    ])
    await at.type('pull')
    expect((await at.type('pull', '--dry-run')).code).toBe(0)
  })

  test('changes no profile for an app that was not chosen', async () => {
    const { at } = await grown()
    expect((await at.type('pull', '--vendor', 'wechat', '--exclude', 'wx-app-3')).code).toBe(0)
    const after = configIn(at)
    expect(after).toContain('request: [api.example.com, pay.example.com]\n')
    expect(after).toContain("{ id: 'wx-app-1', vendor: wechat, extra: { server: { request: [cdn.example.com] } } }")
    expect(after).toContain("{ id: 'wx-app-3', vendor: wechat }")
    expect((await at.type('plan', '--app', 'wx-app-1', '--detailed-exitcode')).code).toBe(0)
  })

  test('leaves to a plan what an app lacks, and what keep keeps to those who put it there', async () => {
    const { emulator, at } = await grown()
    at.write(
      'mini-domains.yaml',
      `${configOf(emulator).replace('[push.example.com]', '[push.example.com, live.example.com]')}\nkeep: ['*.example.com']\n`,
    )
    const before = configIn(at)
    const pulled = await at.type('pull', '--app', 'wx-app-2', '--json')
    expect(pulled.code).toBe(0)
    expect(factsOf(pulled.out, 'lacking')).toEqual([
      { vendor: 'wechat', app: 'wx-app-2', lists: { server: { socket: ['wss://live.example.com'] } } },
    ])
    expect(factsOf(pulled.out, 'pull')).toEqual([])
    expect(configIn(at)).toBe(before)
    expect((await at.type('pull', '--app', 'wx-app-2')).out).toContain(
      'apps that lack domains which the config asks for',
    )
  })

  test('writes nothing of an app that cannot be read, tells its state, and ends with 3; with 1 where none can', async () => {
    const { emulator, at } = await grown()
    emulator.wechat.authorisation.deauthorise('wx-app-2')
    const pulled = await at.type('pull', '--vendor', 'wechat')
    expect(pulled.code).toBe(3)
    expect(pulled.out).toContain('wx-app-2  merchant must authorise')
    expect(configIn(at)).toContain("{ id: 'wx-app-2', vendor: wechat }")
    expect(configIn(at)).toContain("{ id: 'wx-app-3', vendor: wechat, extra:")
    const before = configIn(at)
    const none = await at.type('pull', '--app', 'wx-app-2')
    expect(none.code).toBe(1)
    expect(none.err).toContain('no app could be read')
    expect(configIn(at)).toBe(before)
  })

  test('tells what belongs into the rows of a file of apps, and leaves the file to people', async () => {
    const { emulator, at } = await grown()
    at.write(
      'mini-domains.yaml',
      `${configOf(emulator).replace(/^apps:\n(?: .*\n)*/m, '')}\nappFiles: [{ path: apps.csv, vendor: wechat }]\n`,
    )
    const rows = 'id\nwx-app-1\nwx-app-2\n'
    at.write('apps.csv', rows)
    const pulled = await at.type('pull')
    expect(pulled.code).toBe(3)
    expect(pulled.out).toContain('into the column of their kind')
    expect(pulled.out).toContain('wx-app-2  apps.csv:3:1\n  + request old.example.com')
    expect(configIn(at)).toContain('request: [api.example.com, pay.example.com, cdn.example.com]')
    expect(configIn(at, 'apps.csv')).toBe(rows)
    at.write(
      'apps.csv',
      'id,request,upload,webview\nwx-app-1,,,\nwx-app-2,old.example.com,up.example.com,m.example.com\n',
    )
    expect((await at.type('pull')).code).toBe(0)
    expect((await at.type('plan', '--detailed-exitcode')).code).toBe(0)
  })

  test('leaves to people what the config shares by a reference', async () => {
    const { emulator, at } = await grown()
    at.write(
      'mini-domains.yaml',
      configOf(emulator)
        .replace(
          "{ id: 'wx-app-1', vendor: wechat }",
          "{ id: 'wx-app-1', vendor: wechat, extra: &more { server: { request: [a.example.com] } } }",
        )
        .replace("{ id: 'wx-app-3', vendor: wechat }", "{ id: 'wx-app-3', vendor: wechat, extra: *more }"),
    )
    const before = configIn(at)
    const pulled = await at.type('pull', '--app', 'wx-app-1', '--json')
    expect(pulled.code).toBe(3)
    expect(factsOf(pulled.out, 'pull')).toMatchObject([{ app: 'wx-app-1', byHand: true }])
    expect(configIn(at)).toBe(before)
  })

  test('keeps who may read the config, and never writes over one that has changed meanwhile', async () => {
    const { emulator } = await grown()
    const changed = `${configOf(emulator)}# written meanwhile\n`
    let isChanging = false
    const at = desk(
      {},
      {
        get '@mini-domains/wechat'() {
          if (isChanging) at.write('mini-domains.yaml', changed)
          return wechatPackage
        },
      },
    )
    at.write('mini-domains.yaml', configOf(emulator))
    const path = join(at.folder, 'mini-domains.yaml')
    chmodSync(path, 0o640)
    expect((await at.type('pull', '--app', 'wx-app-1')).code).toBe(0)
    expect(statSync(path).mode & 0o777).toBe(0o640)
    isChanging = true
    const refused = await at.type('pull')
    expect(refused.code).toBe(1)
    expect(refused.err).toContain('mini-domains.yaml has changed since it was read')
    expect(configIn(at)).toBe(changed)
  })

  test('is refused before a vendor is asked where the config could not be written anew', async () => {
    const { emulator, at } = await grown()
    const path = join(at.folder, 'mini-domains.yaml')
    const wide = Buffer.from(`\uFEFF${configOf(emulator)}`, 'utf16le')
    writeFileSync(path, wide)
    const refused = await at.type('pull', '--lang', 'zh')
    expect(refused.code).toBe(1)
    expect(refused.err).toContain('不是 UTF-8 编码')
    expect(readFileSync(path).equals(wide)).toBe(true)
  })

  test('is never green where there was nothing to look at', async () => {
    const { emulator, at } = await grown()
    at.write('mini-domains.yaml', configOf(emulator).replace(/^apps:\n(?: .*\n)*/m, ''))
    const nothing = await at.type('pull')
    expect(nothing.code).toBe(7)
    expect(nothing.err).toContain('The config has no apps')
  })
})
