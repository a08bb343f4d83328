import { type WebviewKind } from '@mini-domains/core'
import { type ListDriver, overrideLimits } from '@mini-domains/core/adapter'
import { type VendorClient } from '@mini-domains/http'
import * as t from 'io-ts'
import { type WechatConfig } from './config.js'
import { platformWebviewLimits } from './limits.js'
import { poolDriver } from './pool.js'
import { JoinedTexts } from './texts.js'

const WebviewPoolReply = t.type({
  published_wxa_jump_h5_domain: JoinedTexts,
  testing_wxa_jump_h5_domain: JoinedTexts,
  invalid_wxa_jump_h5_domain: JoinedTexts,
})

/**
 * The platform's pool of webview domains: `modify_wxa_jump_domain` (docs/vendors/wechat.md A.3.2).
 */
export const platformWebviewDomainsDriver = (client: VendorClient, config: WechatConfig): ListDriver<WebviewKind> =>
  poolDriver<WebviewKind, t.TypeOf<typeof WebviewPoolReply>>(client, config, {
    endpoint: 'platform-webview',
    field: 'wxa_jump_h5_domain',
    kind: 'webview',
    limits: overrideLimits(platformWebviewLimits, config.limits?.platform?.webview),
    codec: WebviewPoolReply,
    read: (reply) => ({
      published: reply.published_wxa_jump_h5_domain,
      testing: reply.testing_wxa_jump_h5_domain,
      invalid: reply.invalid_wxa_jump_h5_domain,
    }),
  })
