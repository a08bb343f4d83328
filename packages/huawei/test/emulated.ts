import { type DomainProvider, type Hooks, createDomainProvider } from '@mini-domains/core'
import { promises } from '@mini-domains/core/adapter'
import { type EmulatorOptions, huaweiClientId, huaweiPlatformToken, startEmulator } from '@mini-domains/emulator'
import * as E from 'fp-ts/lib/Either.js'
import { huawei } from '../src/index.js'

/** Makes a provider, or fails the test with what is wrong with the config. */
const providerOf = (config: Readonly<Record<string, unknown>>, hooks: Hooks): DomainProvider => {
  const tokens = () => huaweiPlatformToken
  const settings = { vendor: 'huawei' as const, clientId: huaweiClientId, tokens, ...config }
  const provider = createDomainProvider([huawei], settings, { hooks })
  if (E.isLeft(provider)) throw new Error(provider.left.message)
  return provider.right
}

/** The emulated Huawei, a provider of it, and ways to look at it. */
export const emulated = async (
  config: Readonly<Record<string, unknown>> = {},
  options: EmulatorOptions = {},
  hooks: Hooks = {},
) => {
  const emulator = await startEmulator(options)
  const provider = providerOf({ baseUrl: emulator.huawei.baseUrl, attempts: 1, timeoutMs: 2000, ...config }, hooks)
  const { state, requests } = emulator.huawei
  return {
    emulator: emulator.huawei,
    provider,
    promised: promises(provider),
    app: promises(provider).app('hw-app-1'),
    domainsOf: (appId: string) => state().apps[appId]?.domains,
    requests,
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
