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
import { type Session, BaiduConfig, readingsOf } from './config.js'
import { confirmFile } from './lists/confirm-file.js'
import { fourLists } from './lists/four-lists.js'
import { baiduBaseUrl } from './wire/endpoint.js'
import { baiduPushReader } from './pushes.js'
import { baiduProbe } from './probe.js'
import { raw } from './wire/raw.js'
import { baiduExchange } from './tokens/token-exchange.js'
import { version } from './version.js'

/**
 * Makes Baidu's driver: one client, four lists, the platform's confirm file.
 */
const baiduDriver = (config: BaiduConfig, environment: Environment): DomainDriver => {
  const client = vendorClient({
    baseUrl: config.baseUrl ?? baiduBaseUrl,
    settings: config,
    tokens: accessTokensOf(config.tokens),
    ...environment,
  })
  const capabilities = capabilitiesOf(config.limits)
  const session: Session = { client, readings: readingsOf(config), capabilities }
  const { app, platform } = fourLists(session)
  return {
    vendor: 'baidu',
    capabilities,
    app,
    platform: { ...platform, confirmFile: confirmFile(session) },
    raw: raw(session),
    close: client.close,
  }
}

const clientId: DeclaredCredential = {
  key: 'clientId',
  label: bilingual("the platform's key (TP key)", '第三方平台 key'),
  source: { env: 'BAIDU_CLIENT_ID' },
}

/**
 * Baidu (百度), for `connect([baidu], config)`: `vendor: 'baidu'` in a config picks it.
 */
export const baidu: DomainAdapter<'baidu', BaiduConfig> = domainAdapter({
  vendor: 'baidu',
  version,
  config: BaiduConfig,
  create: baiduDriver,
  displayName: bilingual('Baidu', '百度'),
  hosts: [baiduBaseUrl],
  exchange: baiduExchange,
  pushes: baiduPushReader,
  probe: baiduProbe,
  init: {
    credentials: [clientId],
    pushes: [
      clientId,
      { key: 'token', label: bilingual('message token', '消息校验 Token'), source: { store: 'baidu/push' } },
      { key: 'aesKey', label: bilingual('message key', '消息加解密 Key'), source: { store: 'baidu/key' } },
    ],
    poolKind: 'request',
  },
})
