import { type DomainAdapter, type DomainProvider } from '../../packages/core/src/index.js'
import { type Harness, type ProviderSettings, type ScriptedVendor } from '../../packages/conformance/src/index.js'
import {
  type Dialect,
  attemptOf,
  providerOf,
  scriptFault,
  tokenSource,
} from '../../packages/conformance/src/kit/index.js'
import {
  type EmulatedVendorName,
  type Emulator,
  type ProfileName,
  type VendorEmulator,
} from '../../packages/emulator/src/index.js'

/** What a harness over an emulator can be made to do otherwise; for mutants and for other profiles. */
export interface EmulatedOptions {
  /** Over the config of the adapter. */
  readonly config?: Readonly<Record<string, unknown>>
  /** In place of the adapter. */
  readonly adapter?: DomainAdapter
  /** Changes the provider under test. */
  readonly wrap?: (make: (settings: ProviderSettings) => DomainProvider, settings: ProviderSettings) => DomainProvider
  /** Puts something between the adapter and the vendor: gets the vendor's address and gives its own. */
  readonly between?: (baseUrl: string) => Promise<{ readonly baseUrl: string; readonly close: () => Promise<void> }>
}

/** What is seeded of tokens, alike at every emulated vendor. */
interface TokenStates {
  readonly tokens: Readonly<Record<string, { readonly state: 'expired' | 'revoked' }>>
}

/** What is seeded of a new token, where each app has its own. */
interface NewToken {
  readonly apps?: Readonly<Record<string, { readonly token: string }>>
  readonly platform?: { readonly token: string }
}

type Common = 'reset' | 'attempts' | 'script' | 'voidToken' | 'release'

/** What is scripted alike at every emulated vendor. `prepare` seeds one that was just reset. */
export const commonScript = (
  vendor: Pick<VendorEmulator<unknown, TokenStates>, 'faults' | 'reset' | 'requests' | 'release' | 'seed'>,
  dialect: Dialect,
  prepare: () => void,
): Pick<ScriptedVendor, Common> => ({
  reset: async () => {
    await vendor.faults.openPort()
    vendor.reset()
    prepare()
  },
  attempts: () => vendor.requests().map(attemptOf(dialect)),
  script: (fault) => scriptFault(vendor.faults, dialect, fault),
  voidToken: (token, how) => vendor.seed({ tokens: { [token]: { state: how } } }),
  release: (appId) => vendor.release(appId),
})

/** Issues tokens of apps, and of the platform. */
export const tokenIssuer = (vendor: {
  readonly seed: (patch: NewToken) => void
}): Pick<ScriptedVendor, 'issueToken'> => {
  const nextToken = tokenSource()
  return {
    issueToken: (subject) => {
      const token = nextToken()
      vendor.seed(subject._tag === 'App' ? { apps: { [subject.appId]: { token } } } : { platform: { token } })
      return token
    },
  }
}

/** How a vendor is emulated under its adapter. */
export interface EmulatedAdapter<P> {
  readonly vendor: EmulatedVendorName
  readonly adapter: DomainAdapter
  readonly start: (profile: ProfileName | Partial<P>) => Promise<Emulator>
  readonly scripted: (emulator: Emulator) => ScriptedVendor
  /** What its config takes beside tokens. */
  readonly config?: Readonly<Record<string, unknown>>
}

/** Makes the harness of an adapter over the emulated vendor, by its profile. */
export const emulatedHarness =
  <P>({ vendor, adapter, start, scripted, config = {} }: EmulatedAdapter<P>) =>
  (profile: ProfileName | Partial<P> = 'default', options: EmulatedOptions = {}) =>
  async (): Promise<Harness> => {
    const emulator = await start(profile)
    const { baseUrl } = emulator[vendor]
    const line = await options.between?.(baseUrl)
    const make = providerOf(options.adapter ?? adapter, line?.baseUrl ?? baseUrl, { ...config, ...options.config })
    return {
      vendor: scripted(emulator),
      provider: (settings) => options.wrap?.(make, settings) ?? make(settings),
      close: async () => {
        await line?.close()
        await emulator.close()
      },
    }
  }
