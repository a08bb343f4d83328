import { type DomainAdapter, type Environment } from '@mini-domains/core'
import {
  type DeclaredCredential,
  type DomainDriver,
  accessTokensOf,
  bilingual,
  domainAdapter,
} from '@mini-domains/core/adapter'
import { vendorClient } from '@mini-domains/http'
import { capabilitiesOf } from './capabilities.js'
import { type Session, WechatConfig } from './config.js'
import { confirmFile } from './lists/confirm-file.js'
import { wechatBaseUrl } from './wire/endpoint.js'
import { platformServerDomainsDriver, platformWebviewDomainsDriver } from './lists/pool.js'
import { prefetchDomainsDriver } from './lists/prefetch-domains.js'
import { wechatPushReader } from './pushes.js'
import { wechatProbe } from './probe.js'
import { raw } from './wire/raw.js'
import { serverDomainsDriver } from './lists/server-domains.js'
import { wechatExchange } from './tokens/token-exchange.js'
import { version } from './version.js'
import { webviewDomainsDriver } from './lists/webview-domains.js'

/**
 * Makes WeChat's driver: one client, five lists, two confirm files.
 */
const wechatDriver = (config: WechatConfig, environment: Environment): DomainDriver => {
  const client = vendorClient({
    baseUrl: config.baseUrl ?? wechatBaseUrl,
    settings: config,
    tokens: accessTokensOf(config.tokens),
    ...environment,
  })
  const capabilities = capabilitiesOf(config)
  const session: Session = { client, config, capabilities }
  return {
    vendor: 'wechat',
    capabilities,
    app: {
      server: serverDomainsDriver(session),
      webview: webviewDomainsDriver(session),
      prefetch: prefetchDomainsDriver(session),
      confirmFile: confirmFile(session, 'app-confirm-file'),
    },
    platform: {
      server: platformServerDomainsDriver(session),
      webview: platformWebviewDomainsDriver(session),
      confirmFile: confirmFile(session, 'platform-confirm-file'),
    },
    raw: raw(session),
    close: client.close,
  }
}

const componentAppId: DeclaredCredential = {
  key: 'componentAppId',
  label: bilingual("the platform's AppID", '第三方平台 AppID'),
  source: { env: 'WECHAT_COMPONENT_APPID' },
}

/**
 * WeChat (微信), for `connect([wechat], config)`: `vendor: 'wechat'` in a config picks it.
 */
export const wechat: DomainAdapter<'wechat', WechatConfig> = domainAdapter({
  vendor: 'wechat',
  version,
  config: WechatConfig,
  create: wechatDriver,
  displayName: bilingual('WeChat', '微信'),
  hosts: [wechatBaseUrl],
  exchange: wechatExchange,
  pushes: wechatPushReader,
  probe: wechatProbe,
  init: {
    credentials: [
      componentAppId,
      {
        key: 'componentAppSecret',
        label: bilingual("the platform's AppSecret", '第三方平台 AppSecret'),
        source: { env: 'WECHAT_COMPONENT_SECRET' },
      },
    ],
    pushes: [
      componentAppId,
      { key: 'token', label: bilingual('message token', '消息校验 Token'), source: { store: 'wechat/push' } },
      { key: 'encodingAesKey', label: bilingual('message key', '消息加解密 Key'), source: { store: 'wechat/key' } },
    ],
    poolKind: 'any',
  },
})
