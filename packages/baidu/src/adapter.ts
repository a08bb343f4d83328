import { type DomainAdapter } from '@mini-domains/core'
import { domainAdapter } from '@mini-domains/core/adapter'
import { BaiduConfig } from './config.js'
import { baiduDriver } from './driver.js'
import { version } from './version.js'

/**
 * Baidu (百度), for `connect([baidu], config)`: `vendor: 'baidu'` in a config picks it.
 */
export const baidu: DomainAdapter<'baidu', BaiduConfig> = domainAdapter({
  vendor: 'baidu',
  version,
  config: BaiduConfig,
  create: baiduDriver,
})
