import { type DomainProvider, type Hooks, createDomainProvider } from '@mini-domains/core'
import { promises } from '@mini-domains/core/adapter'
import {
  type Emulator,
  type EmulatorOptions,
  baiduPlatformToken,
  baiduTokenOf,
  startEmulator,
} from '@mini-domains/emulator'
import * as E from 'fp-ts/lib/Either.js'
import { baidu } from '../src/index.js'

const tokens = {
  platform: baiduPlatformToken,
  apps: Object.fromEntries(['bd-app-1', 'bd-app-2', 'bd-app-3'].map((appId) => [appId, baiduTokenOf(appId)])),
}

/** Makes a provider, or fails the test with what is wrong with the config. */
export const providerOf = (config: Readonly<Record<string, unknown>>, hooks: Hooks = {}): DomainProvider => {
  const provider = createDomainProvider([baidu], { vendor: 'baidu', tokens, ...config }, { hooks })
  if (E.isLeft(provider)) throw new Error(provider.left.message)
  return provider.right
}

/** The emulated Baidu, a provider of it, and ways to look at it. */
export const emulated = async (
  config: Readonly<Record<string, unknown>> = {},
  options: EmulatorOptions = {},
  hooks: Hooks = {},
) => {
  const emulator: Emulator = await startEmulator(options)
  const provider = providerOf({ baseUrl: emulator.baidu.baseUrl, attempts: 1, timeoutMs: 2000, ...config }, hooks)
  const { state, requests } = emulator.baidu
  return {
    emulator: emulator.baidu,
    provider,
    promised: promises(provider),
    app: promises(provider).app('bd-app-1'),
    serverOf: (appId: string) => state().apps[appId]?.server.configured,
    webviewOf: (appId: string) => state().apps[appId]?.webview.configured,
    /** The bodies sent, in their order. */
    sent: () => requests().map(({ body }) => body),
    close: async () => {
      await provider.close()
      await emulator.close()
    },
  }
}

/** Gives what a promise was rejected with. */
export const rejection = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => {
      throw new Error('it was not rejected')
    },
    (error: unknown) => error,
  )
