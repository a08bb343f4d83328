import { type PushReader, type TokenExchange, type Store } from '@mini-domains/core/adapter'
import { baiduExchange, baiduPushReader } from '@mini-domains/baidu'
import { type Emulator, startEmulator } from '@mini-domains/emulator'
import { wechatExchange, wechatPushReader } from '@mini-domains/wechat'
import { type CredentialOptions, type Credentials, createCredentials } from '../src/index.js'
import { right } from './either.js'
import { type ManualClock } from './manual-clock.js'

/**
 * The vendors that every law is proven for.
 */
export const vendors = ['wechat', 'baidu'] as const

/**
 * One of them.
 */
export type Vendor = (typeof vendors)[number]

/**
 * The key of every test.
 */
export const key = { current: Buffer.alloc(32, 7).toString('base64') }

/**
 * One vendor, emulated, and how it is reached.
 */
export interface World {
  readonly vendor: Vendor
  readonly clock: ManualClock
  readonly emulator: Emulator
  readonly side: Emulator[Vendor]
  readonly exchange: TokenExchange
  readonly reader: PushReader
  readonly keep: (store: Store, options?: Partial<CredentialOptions>) => Credentials
  /** Gives the credentials a ticket that is good. */
  readonly ticket: (credentials: Credentials) => Promise<void>
  readonly refreshTokenOf: (appId: string) => string
  readonly tokenOf: (appId: string) => string
  /** How often tokens of apps were asked for. */
  readonly appCalls: () => number
  readonly end: () => Promise<void>
}

const exchangeOf = (vendor: Vendor, emulator: Emulator) =>
  vendor === 'wechat'
    ? wechatExchange({
        componentAppId: 'wx-platform',
        componentAppSecret: 'secret-wx-platform',
        baseUrl: emulator.wechat.baseUrl,
        attempts: 1,
      })
    : baiduExchange({ clientId: 'client-bd-platform', baseUrl: emulator.baidu.baseUrl, attempts: 1 })

const readerOf = (vendor: Vendor, emulator: Emulator, clock: ManualClock) => {
  if (vendor === 'wechat') {
    const { pushToken, aesKey, previousAesKey, appId } = emulator.wechat.state().platform
    return wechatPushReader(
      { componentAppId: appId, token: pushToken, encodingAesKey: aesKey, previousEncodingAesKey: previousAesKey },
      clock,
    )
  }
  const { pushToken, aesKey, previousAesKey, clientId } = emulator.baidu.state().platform
  return baiduPushReader({ clientId, token: pushToken, aesKey, previousAesKey }, clock)
}

const appEndpoints = [
  'api_authorizer_token',
  'api_query_auth',
  'app_to_tp_refresh_token',
  'app_to_tp_authorization_code',
]

/**
 * Starts a vendor whose clock is that of the test.
 */
export const startWorld = async (vendor: Vendor, clock: ManualClock): Promise<World> => {
  const emulator = await startEmulator({ clock: clock.now, requestLog: 100_000 })
  const side = emulator[vendor]
  const exchange = right<unknown, TokenExchange & { readonly close: () => Promise<void> }>(exchangeOf(vendor, emulator))
  const reader = right(readerOf(vendor, emulator, clock))
  return {
    vendor,
    clock,
    emulator,
    side,
    exchange,
    reader,
    keep: (store, options) => right(createCredentials({ exchange, store, key, clock, ...options })),
    ticket: async (credentials) => {
      const push = side.authorisation.build({ event: 'ticket' })
      right(await credentials.accept(right(reader.read(push)))())
    },
    refreshTokenOf: (appId) => side.state().apps[appId]?.refreshToken ?? '',
    tokenOf: (appId) => side.state().apps[appId]?.token ?? '',
    appCalls: () => {
      const { byEndpoint } = side.tokenCalls()
      return appEndpoints.reduce((sum, endpoint) => sum + (byEndpoint[endpoint] ?? 0), 0)
    },
    end: async () => {
      await exchange.close()
      await emulator.close()
    },
  }
}

/**
 * The first of the apps that are there from the start.
 */
export const firstApp = (vendor: Vendor): string => (vendor === 'wechat' ? 'wx-app-1' : 'bd-app-1')
