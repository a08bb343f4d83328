import { type DomainAdapter } from '@mini-domains/core'
import { domainAdapter } from '@mini-domains/core/adapter'
import { WechatConfig } from './config.js'
import { wechatDriver } from './driver.js'
import { version } from './version.js'

/**
 * WeChat (微信), for `connect([wechat], config)`: `vendor: 'wechat'` in a config picks it.
 */
export const wechat: DomainAdapter<'wechat', WechatConfig> = domainAdapter({
  vendor: 'wechat',
  version,
  config: WechatConfig,
  create: wechatDriver,
})
