export { baidu } from './adapter.js'
export { BaiduConfig } from './config.js'
export { version } from './version.js'
