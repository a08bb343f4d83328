import * as wechatPackage from '@mini-domains/wechat'
import * as E from 'fp-ts/lib/Either.js'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadAdapter } from '../../src/config/adapter-package.js'
import { desk } from '../harness/command-line.js'

const loading = (loaded: unknown) => loadAdapter('acme-adapter', '/', { loadPackage: () => Promise.resolve(loaded) })

const messageOf = async (loaded: unknown): Promise<string> => {
  const found = await loading(loaded)
  return E.isLeft(found) ? `${found.left.message.en} ${found.left.message.zh}` : 'loaded'
}

const acme = { vendor: 'acme', version: '1.0.0', create: () => E.left([]) }

describe('the adapter of a package', () => {
  test('is the one export that is an adapter, by whatever name, alone or as the default of CommonJS', async () => {
    for (const loaded of [{ acme, version: '1.0.0' }, { default: acme }, { default: { acme }, acme }])
      expect(await loading(loaded)).toEqual(E.right(acme))
    expect(await loading(wechatPackage)).toEqual(E.right(wechatPackage.wechat))
  })

  test('is told where there is none, and where there is more than one', async () => {
    expect(await messageOf({ version: '1.0.0' })).toMatch(/exports no adapter .*没有导出适配器/)
    expect(await messageOf({ acme, other: { ...acme, vendor: 'other' } })).toMatch(
      /exports more than one adapter: acme, other .*导出了多个适配器：acme、other/,
    )
  })

  test.each([
    ['exchange', { exchange: 'tokens' }],
    ['pushes', { pushes: {} }],
    ['hosts.0', { hosts: ['api.example.com'] }],
    ['displayName.zh', { displayName: { en: 'Acme' } }],
    ['init.credentials', { init: {} }],
  ])('is refused by the name of what it declares wrong: %s', async (path, declared) => {
    const said = await messageOf({ acme: { ...acme, ...declared } })
    expect(said).toContain(`the adapter of acme-adapter is not right: ${path} should be`)
    expect(said).toContain(`acme-adapter 的适配器有误：${path} 应为`)
  })
})

describe('a first config', () => {
  const label = { en: "the platform's id", zh: '平台 ID' }
  const declared = {
    ...acme,
    exchange: () => E.left([]),
    init: {
      credentials: [{ key: 'platformId', label, source: { env: 'ACME_ID' } }],
      pushes: [{ key: 'token', label, source: { store: 'acme/push' } }],
    },
  }

  test('of an adapter that no list knows holds what that adapter declares, and says what to set', async () => {
    const at = desk({}, { 'acme-adapter': { acme: declared } })
    const typed = await at.type('init', '--adapter', 'acme-adapter', '--app', 'a1')
    expect(typed.code).toBe(0)
    expect(typed.out).toContain("ACME_ID           the platform's id")
    const text = readFileSync(join(at.folder, 'mini-domains.yaml'), 'utf8')
    expect(text).toContain("  acme: # a name of your choice · 自定名称\n    adapter: 'acme-adapter'")
    expect(text).toContain("platformId: { env: ACME_ID } # the platform's id · 平台 ID")
    expect(text).toContain('# pushes: { token: { store: acme/push } }')
    expect(text).not.toContain('pools:')
    expect((await at.type('apps')).out).toContain('a1')
  })

  test('of an adapter that declares nothing can be read all the same', async () => {
    const at = desk({}, { 'acme-adapter': { acme } })
    expect((await at.type('init', '--adapter', 'acme-adapter')).out).toContain('Wrote mini-domains.yaml.')
    const { code, err } = await at.type('apps')
    expect(code).toBe(7)
    expect(err).toContain('The config has no apps')
  })

  test('is not written where a vendor and an adapter are both named', async () => {
    const typed = await desk().type('init', '--vendor', 'wechat', '--adapter', 'acme-adapter', '--lang', 'zh')
    expect(typed.code).toBe(1)
    expect(typed.err).toContain('--vendor 与 --adapter 不能同时使用')
  })

  test('is not written where the adapter cannot be loaded', async () => {
    const typed = await desk().type('init', '--adapter', 'not-there', '--lang', 'zh')
    expect(typed.code).toBe(1)
    expect(typed.err).toContain('无法加载包 not-there')
  })
})
