import type { Shape } from '../json.js'
import { nothingUsed, soundEnvironment } from '../state/account.js'
import { profileShape } from '../state/profile.js'
import { confirmFile, layers, numbers, strings, used, worldFields } from '../state/seed-shape.js'
import { baiduChoices, baiduProfiles } from './profile.js'
import { type BaiduApp, type BaiduPlatform, type BaiduSeed, type BaiduWorld, byKind } from './state.js'

const nothing = { configured: [], direct: [], console: [], effective: [] }
const noServers = byKind(() => [])
const noServerLayers = { configured: noServers, direct: noServers, console: noServers, effective: noServers }

const yearsAway = 4102444800

/** The token an app gets when the seed names none: prefix 45, lifetime, expiry, as Baidu's own look (B.3). */
export const baiduTokenOf = (appId: string): string => `45.${appId}.3600.${yearsAway}.emulator`

/** The refresh token an app gets when the seed names none: prefix 46. */
export const baiduRefreshTokenOf = (appId: string): string => `46.${appId}.315360000.${yearsAway}.emulator`

/** The token of the platform when the seed names none: prefix 42. */
export const baiduPlatformToken = `42.bd-platform.2592000.${yearsAway}.emulator`

/** An app as it is before any seed: authorised, with empty lists. */
export const newBaiduApp = (appId: string): BaiduApp => ({
  appId,
  token: baiduTokenOf(appId),
  refreshToken: baiduRefreshTokenOf(appId),
  authorized: true,
  permitted: true,
  server: noServerLayers,
  webview: nothing,
  modificationsUsed: nothingUsed,
})

const https = ['https://example.com', 'https://example.net']

const platform: BaiduPlatform = {
  appId: 'bd-platform',
  token: baiduPlatformToken,
  ticket: 'ticket-bd-platform',
  clientId: 'client-bd-platform',
  pushToken: 'push-token-bd',
  aesKey: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789abcdefg',
  previousAesKey: '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefg',
  pushUrl: '',
  server: {
    request_domain: https,
    socket_domain: ['wss://example.com', 'wss://example.net'],
    download_domain: https,
    upload_domain: https,
  },
  webview: https,
  confirmFile: { name: 'bd_mapp_domaincer.txt', content: '5d41402abc4b2a76b9719d911017c592' },
}

/** The world before any seed: a platform whose pools hold example.com and example.net. */
export const baiduWorld: BaiduWorld = {
  profile: baiduProfiles.default,
  limits: { perKind: 20, webview: 20, pool: 100, modificationsPerMonth: 50, platformTokenCalls: 1_000_000_000 },
  lifetimes: {
    platformToken: 2_592_000,
    appToken: 3600,
    // How long a ticket is good is not stated: WeChat's 12 hours (guess).
    ticket: 12 * 3600,
    code: 60,
    preAuthCode: 1200,
    grace: 0,
  },
  platform,
  ...soundEnvironment,
}

/** What the emulated Baidu starts with: three empty apps, bd-app-1 to bd-app-3, with tokens like `baiduTokenOf('bd-app-1')`. */
export const defaultBaiduSeed: BaiduSeed = { apps: { 'bd-app-1': {}, 'bd-app-2': {}, 'bd-app-3': {} } }

const servers: Shape = { fields: byKind(() => strings) }

/** What a seed of the emulated Baidu may hold. */
export const baiduSeedShape: Shape = {
  fields: {
    ...worldFields,
    profile: profileShape(baiduChoices),
    limits: numbers('perKind', 'webview', 'pool', 'modificationsPerMonth', 'platformTokenCalls'),
    lifetimes: numbers('platformToken', 'appToken', 'ticket', 'code', 'preAuthCode', 'grace'),
    platform: {
      fields: {
        appId: 'string',
        token: 'string',
        ticket: 'string',
        clientId: 'string',
        pushToken: 'string',
        aesKey: 'string',
        previousAesKey: 'string',
        pushUrl: 'string',
        server: servers,
        webview: strings,
        confirmFile,
      },
    },
    apps: {
      byId: {
        fields: {
          appId: 'string',
          token: 'string',
          refreshToken: 'string',
          authorized: 'boolean',
          permitted: 'boolean',
          server: layers(servers),
          webview: layers(strings),
          modificationsUsed: used,
        },
      },
    },
  },
}
