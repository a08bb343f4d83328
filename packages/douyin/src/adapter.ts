import { type DomainAdapter, type Environment } from '@mini-domains/core'
import {
  type DeclaredCredential,
  type DomainDriver,
  accessTokensOf,
  bilingual,
  domainAdapter,
} from '@mini-domains/core/adapter'
import { vendorClient } from '@mini-domains/http'
import { appListsOf, capabilitiesOf } from './capabilities.js'
import { type Session, DouyinConfig } from './config.js'
import { confirmFile } from './lists/confirm-file.js'
import { serverDomainsDriver } from './lists/server-domains.js'
import { webviewDomainsDriver } from './lists/webview-domains.js'
import { douyinProbe } from './probe.js'
import { douyinPushReader } from './pushes.js'
import { douyinExchange } from './tokens/token-exchange.js'
import { version } from './version.js'
import { douyinBaseUrl, tokenHeader } from './wire/endpoint.js'
import { raw } from './wire/raw.js'

/**
 * Makes Douyin's driver: one client, an app's two lists, the platform's confirm file.
 */
const douyinDriver = (config: DouyinConfig, environment: Environment): DomainDriver => {
  const client = vendorClient({
    baseUrl: config.baseUrl ?? douyinBaseUrl,
    settings: config,
    tokens: accessTokensOf(config.tokens),
    tokenPlace: { in: 'header', name: tokenHeader },
    ...environment,
  })
  const lists = appListsOf(config)
  const capabilities = capabilitiesOf(lists)
  const session: Session = { client, config, lists, capabilities }
  return {
    vendor: 'douyin',
    capabilities,
    app: { server: serverDomainsDriver(session), webview: webviewDomainsDriver(session) },
    platform: { confirmFile: confirmFile(session) },
    raw: raw(session),
    close: client.close,
  }
}

const componentAppId: DeclaredCredential = {
  key: 'componentAppId',
  label: bilingual("the application's AppID", '第三方小程序应用 APPID'),
  source: { env: 'DOUYIN_COMPONENT_APPID' },
}

/**
 * Douyin (抖音), for `connect([douyin], config)`: `vendor: 'douyin'` in a config picks it.
 */
export const douyin: DomainAdapter<'douyin', DouyinConfig> = domainAdapter({
  vendor: 'douyin',
  version,
  config: DouyinConfig,
  create: douyinDriver,
  displayName: bilingual('Douyin', '抖音'),
  hosts: [douyinBaseUrl],
  exchange: douyinExchange,
  pushes: douyinPushReader,
  probe: douyinProbe,
  init: {
    credentials: [
      componentAppId,
      {
        key: 'componentAppSecret',
        label: bilingual("the application's APPSecret", '第三方小程序应用 APPSecret'),
        source: { env: 'DOUYIN_COMPONENT_SECRET' },
      },
    ],
    pushes: [
      componentAppId,
      { key: 'token', label: bilingual('message token', '消息验证 TOKEN'), source: { store: 'douyin/push' } },
      { key: 'aesKey', label: bilingual('message key', '消息加密解密 KEY'), source: { store: 'douyin/key' } },
    ],
  },
})
