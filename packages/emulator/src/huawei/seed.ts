import type { Shape } from '../json.js'
import { nothingUsed, soundEnvironment } from '../state/account.js'
import { profileShape } from '../state/profile.js'
import { numbers, strings, used, worldFields } from '../state/seed-shape.js'
import { huaweiChoices, huaweiProfiles } from './profile.js'
import { type HuaweiApp, type HuaweiPlatform, type HuaweiSeed, type HuaweiWorld, byType } from './state.js'

/** The token of the platform when the seed names none. */
export const huaweiPlatformToken = 'eyJhbGciOiJIUzI1NiJ9.huawei-platform.emulator'

/** The client id of the platform when the seed names none. */
export const huaweiClientId = '4141000000000000068'

/** The client secret of the platform when the seed names none. */
export const huaweiClientSecret = 'secret-huawei-platform'

/** An app as it is before any seed: authorised, with empty lists. */
export const newHuaweiApp = (appId: string): HuaweiApp => ({
  appId,
  authorized: true,
  permitted: true,
  domains: byType(() => []),
  modificationsUsed: nothingUsed,
})

const platform: HuaweiPlatform = {
  appId: 'hw-platform',
  token: huaweiPlatformToken,
  clientId: huaweiClientId,
  clientSecret: huaweiClientSecret,
  pushUrl: '',
  domains: byType((type) => {
    const scheme = type === 'webSocket' ? 'wss' : 'https'
    return [`${scheme}://example.com`, `${scheme}://example.net`]
  }),
}

/** The world before any seed: a platform whose pools hold example.com and example.net. */
export const huaweiWorld: HuaweiWorld = {
  profile: huaweiProfiles.default,
  limits: { perType: 200, business: 100, entries: 3000, modificationsPerMonth: 50 },
  lifetimes: { platformToken: 172_800 },
  overbound: [],
  platform,
  ...soundEnvironment,
}

/** What the emulated Huawei starts with: three empty apps, hw-app-1 to hw-app-3, all served by `huaweiPlatformToken`. */
export const defaultHuaweiSeed: HuaweiSeed = { apps: { 'hw-app-1': {}, 'hw-app-2': {}, 'hw-app-3': {} } }

const domains: Shape = {
  fields: { httpRequest: strings, webSocket: strings, upload: strings, download: strings, webView: strings },
}

/** What a seed of the emulated Huawei may hold. */
export const huaweiSeedShape: Shape = {
  fields: {
    ...worldFields,
    profile: profileShape(huaweiChoices),
    limits: numbers('perType', 'business', 'entries', 'modificationsPerMonth'),
    lifetimes: numbers('platformToken'),
    overbound: strings,
    platform: {
      fields: {
        appId: 'string',
        token: 'string',
        clientId: 'string',
        clientSecret: 'string',
        pushUrl: 'string',
        domains,
      },
    },
    apps: {
      byId: {
        fields: {
          appId: 'string',
          authorized: 'boolean',
          permitted: 'boolean',
          domains,
          modificationsUsed: used,
        },
      },
    },
  },
}
