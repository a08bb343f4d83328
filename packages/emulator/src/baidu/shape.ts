import { confirmFile, layers, numbers, profileShape, strings, used, worldFields } from '../seed-shape.js'
import type { Shape } from '../shape.js'
import { baiduChoices } from './profile.js'
import { byKind } from './state.js'

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
