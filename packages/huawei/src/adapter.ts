import { type DomainAdapter, type Environment } from '@mini-domains/core'
import { type DomainDriver, accessTokensOf, bilingual, domainAdapter } from '@mini-domains/core/adapter'
import { vendorClient } from '@mini-domains/http'
import { capabilitiesOf } from './capabilities.js'
import { HuaweiConfig, type Session, readingsOf } from './config.js'
import { platformServerDomainsDriver, platformWebviewDomainsDriver } from './lists/pool.js'
import { serverDomainsDriver } from './lists/server-domains.js'
import { webviewDomainsDriver } from './lists/webview-domains.js'
import { huaweiProbe } from './probe.js'
import { huaweiExchange } from './tokens/token-exchange.js'
import { version } from './version.js'
import { huaweiBaseUrl } from './wire/endpoint.js'
import { raw } from './wire/raw.js'

/**
 * Makes Huawei's driver: one client, four lists.
 */
const huaweiDriver = (config: HuaweiConfig, environment: Environment): DomainDriver => {
  const client = vendorClient({
    baseUrl: config.baseUrl ?? huaweiBaseUrl,
    settings: config,
    tokens: accessTokensOf(config.tokens),
    tokenPlace: { in: 'header', name: 'authorization', scheme: 'Bearer' },
    ...environment,
  })
  const capabilities = capabilitiesOf(config.limits)
  const session: Session = { client, clientId: config.clientId, readings: readingsOf(config), capabilities }
  return {
    vendor: 'huawei',
    capabilities,
    app: { server: serverDomainsDriver(session), webview: webviewDomainsDriver(session) },
    platform: { server: platformServerDomainsDriver(session), webview: platformWebviewDomainsDriver(session) },
    raw: raw(session),
    close: client.close,
  }
}

/**
 * Huawei (华为, 元服务), for `connect([huawei], config)`: `vendor: 'huawei'` in a config picks it.
 */
export const huawei: DomainAdapter<'huawei', HuaweiConfig> = domainAdapter({
  vendor: 'huawei',
  version,
  config: HuaweiConfig,
  create: huaweiDriver,
  displayName: bilingual('Huawei', '华为'),
  hosts: [huaweiBaseUrl],
  exchange: huaweiExchange,
  sharedCredentials: ['clientId'],
  probe: huaweiProbe,
  init: {
    credentials: [
      {
        key: 'clientId',
        label: bilingual("the platform's client id", '第三方平台客户端 ID'),
        source: { env: 'HUAWEI_CLIENT_ID' },
      },
      {
        key: 'clientSecret',
        label: bilingual("the platform's client secret", '第三方平台客户端密钥'),
        source: { store: 'huawei/secret' },
      },
    ],
    poolKind: 'request',
  },
})
