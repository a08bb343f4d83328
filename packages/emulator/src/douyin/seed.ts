import type { Shape } from '../json.js'
import { soundEnvironment } from '../state/account.js'
import { profileShape } from '../state/profile.js'
import { confirmFile, numbers, strings, worldFields } from '../state/seed-shape.js'
import { douyinChoices, douyinProfiles } from './profile.js'
import { type DouyinApp, type DouyinPlatform, type DouyinSeed, type DouyinWorld, byKind } from './state.js'

const noServers = byKind(() => [])

/** The token an app gets when the seed names none: its prefix is that of Douyin's own (docs/vendors/douyin.md C.1.6). */
export const douyinTokenOf = (appId: string): string => `isvact.${appId}.emulator`

/** The refresh token an app gets when the seed names none. */
export const douyinRefreshTokenOf = (appId: string): string => `isvrft.${appId}.emulator`

/** The token of the platform when the seed names none. */
export const douyinPlatformToken = 'clt.tt-platform.emulator'

/** An app as it is before any seed: authorised, with empty lists. */
export const newDouyinApp = (appId: string): DouyinApp => ({
  appId,
  token: douyinTokenOf(appId),
  refreshToken: douyinRefreshTokenOf(appId),
  authorized: true,
  permitted: true,
  enterprise: true,
  server: { configured: noServers, effective: noServers },
  webview: { configured: [], effective: [] },
})

const hosts = ['example.com', 'example.net']

const platform: DouyinPlatform = {
  appId: 'tt-platform',
  token: douyinPlatformToken,
  ticket: 'ticket-tt-platform',
  secret: 'secret-tt-platform',
  pushToken: 'push-token-tt',
  aesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
  previousAesKey: '9876543210abcdefghijklmnopqrstuvwxyzABCDEFG',
  pushUrl: '',
  server: byKind(() => hosts),
  webview: hosts,
  confirmFile: { name: 'Ab12Cd34Ef.txt', content: 'b1946ac92492d2347c6235b4d2611184' },
}

/** The world before any seed: an application whose lists in the console hold example.com and example.net. */
export const douyinWorld: DouyinWorld = {
  profile: douyinProfiles.default,
  limits: { server: 20, webview: 20 },
  lifetimes: {
    platformToken: 7200,
    appToken: 7200,
    ticket: 3 * 3600,
    code: 3600,
    preAuthCode: 24 * 3600,
    grace: 300,
  },
  platform,
  ...soundEnvironment,
}

/** What the emulated Douyin starts with: three empty apps, tt-app-1 to tt-app-3, with tokens like `douyinTokenOf('tt-app-1')`. */
export const defaultDouyinSeed: DouyinSeed = { apps: { 'tt-app-1': {}, 'tt-app-2': {}, 'tt-app-3': {} } }

const servers: Shape = { fields: byKind(() => strings) }

const layers = (list: Shape): Shape => ({ fields: { configured: list, effective: list } })

/** What a seed of the emulated Douyin may hold. */
export const douyinSeedShape: Shape = {
  fields: {
    ...worldFields,
    profile: profileShape(douyinChoices),
    limits: numbers('server', 'webview'),
    lifetimes: numbers('platformToken', 'appToken', 'ticket', 'code', 'preAuthCode', 'grace'),
    platform: {
      fields: {
        appId: 'string',
        token: 'string',
        ticket: 'string',
        secret: 'string',
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
          enterprise: 'boolean',
          server: layers(servers),
          webview: layers(strings),
        },
      },
    },
  },
}
