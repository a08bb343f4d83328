export { huawei } from './adapter.js'
export { HuaweiConfig } from './config.js'
export { HuaweiTokenConfig, huaweiExchange } from './tokens/token-exchange.js'
export { version } from './version.js'
