import { type Emulator } from '@mini-domains/emulator'
import { type Desk } from './command-line.js'

/**
 * The secrets of both platforms of an emulator, under the names that `pushConfig` reads.
 */
export const pushEnvironment = (emulator: Emulator) => {
  const { wechat, baidu } = { wechat: emulator.wechat.state().platform, baidu: emulator.baidu.state().platform }
  return {
    MINI_DOMAINS_KEY: Buffer.alloc(32, 7).toString('base64'),
    WECHAT_ID: wechat.appId,
    WECHAT_SECRET: wechat.secret,
    WECHAT_PUSH_TOKEN: wechat.pushToken,
    WECHAT_PUSH_KEY: wechat.aesKey,
    BAIDU_ID: baidu.clientId,
    BAIDU_PUSH_TOKEN: baidu.pushToken,
    BAIDU_PUSH_KEY: baidu.aesKey,
  }
}

/**
 * A config whose tokens come from pushes and the store.
 */
export const pushConfig = (emulator: Emulator): string => `version: 1
vendors:
  wechat:
    adapter: '@mini-domains/wechat'
    config: { baseUrl: '${emulator.wechat.baseUrl}' }
    credentials: { componentAppId: { env: WECHAT_ID }, componentAppSecret: { env: WECHAT_SECRET } }
    pushes: { componentAppId: { env: WECHAT_ID }, token: { env: WECHAT_PUSH_TOKEN }, encodingAesKey: { env: WECHAT_PUSH_KEY } }
  baidu:
    adapter: '@mini-domains/baidu'
    config: { baseUrl: '${emulator.baidu.baseUrl}' }
    credentials: { clientId: { env: BAIDU_ID } }
    pushes: { clientId: { env: BAIDU_ID }, token: { env: BAIDU_PUSH_TOKEN }, aesKey: { env: BAIDU_PUSH_KEY } }
apps:
  - { id: wx-app-1, vendor: wechat }
  - { id: bd-app-1, vendor: baidu }
`

/**
 * Waits until something was printed, and gives what the pattern caught of it.
 */
const said = async (at: Desk, pattern: RegExp): Promise<string> => {
  for (;;) {
    const found = pattern.exec(at.printed())
    if (found?.[1] !== undefined) return found[1]
    await new Promise((done) => setImmediate(done))
  }
}

/**
 * Listens while work is done; gives what was printed, and the code it ended with.
 */
export const whileListening = async (
  at: Desk,
  work: (url: string) => Promise<void>,
  ...argv: ReadonlyArray<string>
) => {
  const listening = at.type('listen', '--port', '0', ...argv)
  await work(await said(at, /(http:\/\/127\.0\.0\.1:\d+\/)/))
  at.interrupt()
  return listening
}
