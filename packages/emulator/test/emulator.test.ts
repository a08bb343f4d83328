import { startEmulator, type WechatSeed } from '../src/index.js'
import { toBaidu, toWechat, withEmulator } from './client.js'

const get = { action: 'get' }

describe('an emulator', () => {
  it(
    'keeps its vendors apart',
    withEmulator(async (emulator) => {
      await toWechat(emulator, '/wxa/modify_domain', get)
      expect(emulator.baidu.requests()).toEqual([])
      await toBaidu(emulator, 'app/modifydomain', get)
      expect(emulator.baidu.requests()).toHaveLength(1)
    }),
  )

  it(
    'goes back to the state it started with, its own seed included',
    withEmulator(
      async (emulator) => {
        await toWechat(emulator, '/wxa/setwebviewdomain', {})
        emulator.wechat.reset()
        expect(emulator.wechat.state().apps['wx-app-1']?.webview.configured).toEqual(['https://kept.example.com'])
        expect(emulator.wechat.requests()).toEqual([])
      },
      { wechat: { apps: { 'wx-app-1': { webview: { configured: ['https://kept.example.com'] } } } } },
    ),
  )

  it(
    'keeps as many requests as it was told to, the last ones',
    withEmulator(
      async (emulator) => {
        for (const _ of [1, 2, 3]) await toWechat(emulator, '/wxa/modify_domain', get)
        expect(emulator.wechat.requests().map(({ number }) => number)).toEqual([2, 3])
      },
      { requestLog: 2 },
    ),
  )

  it(
    'gives snapshots that do not change afterwards',
    withEmulator(async (emulator) => {
      const before = emulator.wechat.state()
      await toWechat(emulator, '/wxa/setwebviewdomain', {})
      expect(before.apps['wx-app-1']?.webview.configured).toEqual([])
    }),
  )

  it(
    'takes apps by the ten thousand',
    withEmulator(async (emulator) => {
      const ids = Array.from({ length: 20_000 }, (_, n) => [`app-${n}`, {}] as const)
      const seed: WechatSeed = { apps: Object.fromEntries(ids) }
      emulator.wechat.seed(seed)
      const answer = await toWechat(emulator, '/wxa/setwebviewdomain', {}, 'token-app-19999')
      expect(answer.text).toBe('{"errcode":0,"errmsg":"ok"}')
    }),
  )

  it('gives the same ids for the same seed', async () => {
    const text = async (seed: number): Promise<string> => {
      const emulator = await startEmulator({ seed, clock: () => 0 })
      const answer = await toWechat(emulator, '/wxa/modify_domain', {})
      await emulator.close()
      return answer.text
    }
    expect(await text(5)).toBe(await text(5))
    expect(await text(5)).not.toBe(await text(6))
  })

  it('refuses a seed with a field it does not know', async () => {
    const icpMissing: ReadonlyArray<string> = []
    const misspelt = { icpMissing, icpmissing: icpMissing }
    await expect(startEmulator({ wechat: misspelt })).rejects.toThrow('icpmissing: no such field')
  })

  it('closes more than once', async () => {
    const emulator = await startEmulator()
    await emulator.close()
    await emulator.close()
  })
})
