import { type ServerKind } from '@mini-domains/core'
import { type ListDriver, overrideLimits } from '@mini-domains/core/adapter'
import { type VendorClient } from '@mini-domains/http'
import * as t from 'io-ts'
import { type WechatConfig } from './config.js'
import { platformServerLimits } from './limits.js'
import { poolDriver } from './pool.js'
import { JoinedTexts } from './texts.js'

const ServerPoolReply = t.type({
  published_wxa_server_domain: JoinedTexts,
  testing_wxa_server_domain: JoinedTexts,
  invalid_wxa_server_domain: JoinedTexts,
})

/**
 * The platform's pool of server domains: `modify_wxa_server_domain` (docs/vendors/wechat.md A.3.1).
 */
export const platformServerDomainsDriver = (client: VendorClient, config: WechatConfig): ListDriver<ServerKind> =>
  poolDriver<ServerKind, t.TypeOf<typeof ServerPoolReply>>(client, config, {
    endpoint: 'platform-server',
    field: 'wxa_server_domain',
    kind: 'any',
    limits: overrideLimits(platformServerLimits, config.limits?.platform?.server),
    codec: ServerPoolReply,
    read: (reply) => ({
      published: reply.published_wxa_server_domain,
      testing: reply.testing_wxa_server_domain,
      invalid: reply.invalid_wxa_server_domain,
    }),
  })
