import { type DomainAdapter, type Environment } from '@mini-domains/core'
import { type DomainDriver, accessTokensOf, domainAdapter } from '@mini-domains/core/adapter'
import { vendorClient } from '@mini-domains/http'
import { capabilitiesOf } from './capabilities.js'
import { type Session, BaiduConfig, readingsOf } from './config.js'
import { confirmFile } from './confirm-file.js'
import { baiduBaseUrl } from './endpoint.js'
import { platformServerDomainsDriver, platformWebviewDomainsDriver } from './pool.js'
import { raw } from './raw.js'
import { serverDomainsDriver } from './server-domains.js'
import { version } from './version.js'
import { webviewDomainsDriver } from './webview-domains.js'

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
  const session: Session = { client, readings: readingsOf(config) }
  return {
    vendor: 'baidu',
    capabilities: capabilitiesOf(config.limits),
    app: { server: serverDomainsDriver(session), webview: webviewDomainsDriver(session) },
    platform: {
      server: platformServerDomainsDriver(session),
      webview: platformWebviewDomainsDriver(session),
      confirmFile: confirmFile(session),
    },
    raw: raw(session),
    close: client.close,
  }
}

/**
 * Baidu (百度), for `connect([baidu], config)`: `vendor: 'baidu'` in a config picks it.
 */
export const baidu: DomainAdapter<'baidu', BaiduConfig> = domainAdapter({
  vendor: 'baidu',
  version,
  config: BaiduConfig,
  create: baiduDriver,
})
