export { wechat } from './adapter.js'
export { WechatConfig } from './config.js'
export { version } from './version.js'
