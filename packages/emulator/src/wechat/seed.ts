import type { Shape } from '../json.js'
import { nothingUsed, soundEnvironment } from '../state/account.js'
import { profileShape } from '../state/profile.js'
import { confirmFile, layers, numbers, strings, used, worldFields } from '../state/seed-shape.js'
import { wechatChoices, wechatProfiles } from './profile.js'
import { byKind, type WechatApp, type WechatPlatform, type WechatSeed, type WechatWorld } from './state.js'

const nothing = { configured: [], direct: [], console: [], effective: [] }
const noServers = byKind(() => [])
const noServerLayers = { configured: noServers, direct: noServers, console: noServers, effective: noServers }

/** The token an app or platform gets when the seed names none: `token-` and its app id. */
export const wechatTokenOf = (appId: string): string => `token-${appId}`

/** The refresh token an app gets when the seed names none: `refreshtoken@@@` and its app id. */
export const wechatRefreshTokenOf = (appId: string): string => `refreshtoken@@@${appId}`

/** An app as it is before any seed: a company's mini program with permission set 18 and empty lists. */
export const newWechatApp = (appId: string): WechatApp => ({
  appId,
  token: wechatTokenOf(appId),
  refreshToken: wechatRefreshTokenOf(appId),
  authorizedAt: 1_600_000_000,
  exchanged: true,
  accountType: 'mini-program',
  authorized: true,
  permissions: [18],
  server: noServerLayers,
  webview: nothing,
  prefetch: [],
  modificationsUsed: { ...nothingUsed, prefetch: 0 },
  clearQuotaUsed: 0,
  confirmFile: { name: '87PweoaRBw.txt', content: '7c5ffce3ba1f0e2c4b0fd684e371f25b' },
})

const hosts = ['example.com', 'example.net']

const platform: WechatPlatform = {
  appId: 'wx-platform',
  token: wechatTokenOf('wx-platform'),
  ticket: 'ticket@@@wx-platform',
  secret: 'secret-wx-platform',
  pushToken: 'push-token-wx',
  aesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
  previousAesKey: '0123456789abcdefghijklmnopqrstuvwxyzABCDEFG',
  pushUrl: '',
  published: true,
  server: { testing: hosts, published: hosts },
  webview: { testing: hosts, published: hosts },
  modificationsUsed: nothingUsed,
  clearQuotaUsed: 0,
  confirmFile: { name: 'kQx9tPlatf.txt', content: '0f343b0931126a20f133d67c2b018a3b' },
}

/** The world before any seed: a published platform whose pools hold example.com and example.net. */
export const wechatWorld: WechatWorld = {
  profile: wechatProfiles.default,
  limits: {
    perKind: 200,
    total: 1000,
    directPerKind: 20,
    serverPool: 1000,
    prefetch: 5,
    modificationsPerMonth: 50,
    callsPerDay: 1_000_000_000,
    tokenCallsPerDay: 1_000_000_000,
  },
  lifetimes: {
    platformToken: 7200,
    appToken: 7200,
    ticket: 12 * 3600,
    // The page gives the code's end in the event; an hour is a guess.
    code: 3600,
    preAuthCode: 1800,
    grace: 300,
  },
  platform,
  ...soundEnvironment,
}

/** What the emulated WeChat starts with: three empty apps, wx-app-1 to wx-app-3, with tokens token-wx-app-1 and so on. */
export const defaultWechatSeed: WechatSeed = { apps: { 'wx-app-1': {}, 'wx-app-2': {}, 'wx-app-3': {} } }

const pool: Shape = { fields: { testing: strings, published: strings } }
const account = {
  appId: 'string',
  token: 'string',
  modificationsUsed: used,
  clearQuotaUsed: 'number',
  confirmFile,
} as const

/** What a seed of the emulated WeChat may hold. */
export const wechatSeedShape: Shape = {
  fields: {
    ...worldFields,
    profile: profileShape(wechatChoices),
    limits: numbers(
      'perKind',
      'total',
      'directPerKind',
      'serverPool',
      'prefetch',
      'modificationsPerMonth',
      'callsPerDay',
      'tokenCallsPerDay',
    ),
    lifetimes: numbers('platformToken', 'appToken', 'ticket', 'code', 'preAuthCode', 'grace'),
    platform: {
      fields: {
        ...account,
        ticket: 'string',
        secret: 'string',
        pushToken: 'string',
        aesKey: 'string',
        previousAesKey: 'string',
        pushUrl: 'string',
        published: 'boolean',
        server: pool,
        webview: pool,
      },
    },
    apps: {
      byId: {
        fields: {
          ...account,
          refreshToken: 'string',
          authorizedAt: 'number',
          exchanged: 'boolean',
          accountType: { oneOf: ['mini-program', 'individual', 'official-account'] },
          authorized: 'boolean',
          permissions: { listOf: 'number' },
          server: layers({ fields: byKind(() => strings) }),
          webview: layers(strings),
          prefetch: strings,
        },
      },
    },
  },
}
