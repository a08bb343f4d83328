import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { baidu } from '../../packages/baidu/src/index.js'
import { type PromisedProvider, connect } from '../../packages/core/src/index.js'
import {
  type Emulator,
  baiduPlatformToken,
  baiduTokenOf,
  startEmulator,
  wechatTokenOf,
} from '../../packages/emulator/src/index.js'
import { wechat } from '../../packages/wechat/src/index.js'

type Vendor = 'wechat' | 'baidu'

/** A call to a list that a vendor does not have. */
const unsupported = (error: unknown): void => expect(String(error)).toContain('Unsupported in')

/** What is called, by the words of the table: each after the one before it, at an app whose lists were empty. */
const calls: Readonly<Record<string, (provider: PromisedProvider, appId: string) => Promise<unknown>>> = {
  'server.get()': (provider, appId) => provider.app(appId).server.get(),
  'server.add(…)': (provider, appId) => provider.app(appId).server.add({ request: ['https://a.example.com'] }),
  'server.add(…), listed': (provider, appId) => provider.app(appId).server.add({ request: ['https://a.example.com'] }),
  'server.set(…)': (provider, appId) => provider.app(appId).server.set({ request: ['https://b.example.com'] }),
  'server.delete(…)': (provider, appId) => provider.app(appId).server.delete({ request: ['https://b.example.com'] }),
  '3 × server.add(…), at once': (provider, appId) =>
    Promise.all(
      ['c', 'd', 'e'].map((host) => provider.app(appId).server.add({ request: [`https://${host}.example.com`] })),
    ),
  'webview.add(…)': (provider, appId) => provider.app(appId).webview.add({ webview: ['https://a.example.com'] }),
  'webview.copyPool()': (provider, appId) => provider.app(appId).webview.copyPool(),
  'prefetch.add(…)': (provider, appId) =>
    provider
      .app(appId)
      .prefetch.add({ prefetch: ['a.example.com'] })
      .catch(unsupported),
  'platform.server.get()': (provider) => provider.platform.server.get(),
  'platform.confirmFile()': (provider) => provider.platform.confirmFile(),
}

const appIds = { wechat: 'wx-app-1', baidu: 'bd-app-1' } as const

const providerAt = ({ wechat: atWechat, baidu: atBaidu }: Emulator, vendor: Vendor): PromisedProvider =>
  vendor === 'wechat'
    ? connect([wechat], {
        vendor,
        baseUrl: atWechat.baseUrl,
        tokens: { platform: 'token-wx-platform', apps: { [appIds.wechat]: wechatTokenOf(appIds.wechat) } },
      })
    : connect([baidu], {
        vendor,
        baseUrl: atBaidu.baseUrl,
        tokens: { platform: baiduPlatformToken, apps: { [appIds.baidu]: baiduTokenOf(appIds.baidu) } },
      })

const counted = async (emulator: Emulator, vendor: Vendor): Promise<ReadonlyArray<number>> => {
  const provider = providerAt(emulator, vendor)
  const counts: Array<number> = []
  try {
    for (const call of Object.values(calls)) {
      const before = emulator[vendor].requests().length
      await call(provider, appIds[vendor])
      counts.push(emulator[vendor].requests().length - before)
    }
  } finally {
    await provider.close()
  }
  return counts
}

const tableOf = (page: string): ReadonlyArray<string> =>
  (/<!-- requests:start -->\n(.*?)<!-- requests:end -->/s.exec(page)?.[1] ?? '')
    .split('\n')
    .filter((line) => line.startsWith('| `'))

describe.each(['README.md', 'README.zh-CN.md'])('the table of requests in %s', (page) => {
  test('says what each call sends to each vendor', async () => {
    const emulator = await startEmulator()
    try {
      const [atWechat, atBaidu] = [await counted(emulator, 'wechat'), await counted(emulator, 'baidu')]
      const rows = Object.keys(calls).map((call, index) => `| \`${call}\` | ${atWechat[index]} | ${atBaidu[index]} |`)
      expect(tableOf(readFileSync(join(__dirname, '../..', page), 'utf8'))).toEqual(rows)
    } finally {
      await emulator.close()
    }
  })
})
