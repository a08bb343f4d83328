import { type PushReader, type TokenExchange, type Store } from '@mini-domains/core/adapter'
import { baiduPushReader } from '@mini-domains/baidu'
import { douyinPushReader } from '@mini-domains/douyin'
import { type Emulator, startEmulator } from '@mini-domains/emulator'
import { wechatPushReader } from '@mini-domains/wechat'
import { type CredentialOptions, type Credentials, createCredentials } from '../src/index.js'
import { right } from './either.js'
import { type Vendor, exchangeOf } from './exchange-under-test.js'
import { type ManualClock } from './manual-clock.js'

/**
 * The vendors that every law is proven for.
 */
export const vendors = ['wechat', 'baidu', 'douyin'] as const satisfies ReadonlyArray<Vendor>

const hour = 3_600_000

/**
 * In what the vendors differ, as far as tests of tokens have to know it.
 */
export const vendorFacts = {
  wechat: {
    firstApp: 'wx-app-1',
    appTokenMs: 2 * hour,
    denial: { errcode: 61003, errmsg: 'x' },
    renewalPath: '/cgi-bin/component/api_authorizer_token',
    recoveryPath: '/cgi-bin/component/api_authorizer_token',
    serverPath: '/wxa/modify_domain',
  },
  baidu: {
    firstApp: 'bd-app-1',
    appTokenMs: hour,
    denial: { errno: 50032, msg: 'x' },
    renewalPath: '/rest/2.0/oauth/token',
    recoveryPath: '/rest/2.0/smartapp/auth/retrieve/authorizationcode',
    serverPath: '/smartapp/app/modifydomain',
  },
  douyin: {
    firstApp: 'tt-app-1',
    appTokenMs: 2 * hour,
    denial: { err_no: 40022, err_msg: 'x' },
    renewalPath: '/api/tpapp/v2/auth/get_auth_token/',
    recoveryPath: '/api/tpapp/v2/auth/retrieve_auth_code/',
    serverPath: '/domain/modify_server_domain/',
  },
} as const satisfies Readonly<Record<Vendor, unknown>>

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

const readerOf = (vendor: Vendor, emulator: Emulator, clock: ManualClock) => {
  const { pushToken: token, aesKey, previousAesKey } = emulator[vendor].state().platform
  switch (vendor) {
    case 'wechat': {
      const keys = { encodingAesKey: aesKey, previousEncodingAesKey: previousAesKey }
      return wechatPushReader({ componentAppId: emulator.wechat.state().platform.appId, token, ...keys }, clock)
    }
    case 'baidu':
      return baiduPushReader(
        { clientId: emulator.baidu.state().platform.clientId, token, aesKey, previousAesKey },
        clock,
      )
    case 'douyin':
      return douyinPushReader(
        { componentAppId: emulator.douyin.state().platform.appId, token, aesKey, previousAesKey },
        clock,
      )
  }
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
  const exchange = right(exchangeOf(vendor, { baseUrl: side.baseUrl, attempts: 1 }))
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
export const firstApp = (vendor: Vendor): string => vendorFacts[vendor].firstApp
