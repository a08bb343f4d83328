import { type Environment } from '@mini-domains/core'
import { type DomainDriver, accessTokensOf } from '@mini-domains/core/adapter'
import { vendorClient } from '@mini-domains/http'
import { capabilitiesOf } from './capabilities.js'
import { type WechatConfig } from './config.js'
import { confirmFile } from './confirm-file.js'
import { wechatBaseUrl } from './endpoint.js'
import { platformServerDomainsDriver } from './platform-server-domains.js'
import { platformWebviewDomainsDriver } from './platform-webview-domains.js'
import { raw } from './raw.js'
import { serverDomainsDriver } from './server-domains.js'
import { webviewDomainsDriver } from './webview-domains.js'

/**
 * Makes WeChat's driver: one client, four lists, two confirm files.
 */
export const wechatDriver = (config: WechatConfig, environment: Environment): DomainDriver => {
  const client = vendorClient({
    baseUrl: config.baseUrl ?? wechatBaseUrl,
    settings: config,
    tokens: accessTokensOf(config.tokens),
    ...environment,
  })
  return {
    vendor: 'wechat',
    capabilities: capabilitiesOf(config),
    app: {
      server: serverDomainsDriver(client, config),
      webview: webviewDomainsDriver(client, config),
      confirmFile: confirmFile(client, 'app-confirm-file'),
    },
    platform: {
      server: platformServerDomainsDriver(client, config),
      webview: platformWebviewDomainsDriver(client, config),
      confirmFile: confirmFile(client, 'platform-confirm-file'),
    },
    raw: raw(client),
    close: client.close,
  }
}
