import { type DomainProvider, createDomainProvider } from '@mini-domains/core'
import { promises } from '@mini-domains/core/adapter'
import { type EmulatorOptions, douyinPlatformToken, douyinTokenOf, startEmulator } from '@mini-domains/emulator'
import { douyin } from '../src/index.js'
import { right } from '../../core/test/either.js'

/** The app that tests are about. */
export const appId = 'tt-app-1'

const tokens = { platform: douyinPlatformToken, apps: { [appId]: douyinTokenOf(appId) } }

/** The emulated Douyin, a provider of it, and ways to look at it. */
export const emulated = async (config: Readonly<Record<string, unknown>> = {}, options: EmulatorOptions = {}) => {
  const emulator = await startEmulator(options)
  const { baseUrl, requests, state } = emulator.douyin
  const settings = { vendor: 'douyin' as const, tokens, baseUrl, attempts: 1, timeoutMs: 2000, ...config }
  const provider: DomainProvider = right(createDomainProvider([douyin], settings))
  return {
    emulator: emulator.douyin,
    provider,
    promised: promises(provider),
    app: promises(provider).app(appId),
    serverOf: () => state().apps[appId]?.server.configured,
    webviewOf: () => state().apps[appId]?.webview.configured,
    requests,
    /** The bodies sent, in their order. */
    sent: (): ReadonlyArray<unknown> => requests().map(({ body }): unknown => JSON.parse(body)),
    close: async () => {
      await provider.close()
      await emulator.close()
    },
  }
}
