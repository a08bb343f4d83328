import { confirmFile, layers, numbers, profileShape, strings, used, worldFields } from '../seed-shape.js'
import type { Shape } from '../shape.js'
import { wechatChoices } from './profile.js'
import { byKind } from './state.js'

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
        },
      },
    },
  },
}
