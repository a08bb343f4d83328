import { type Kind, type ServerKind, type WebviewKind } from '@mini-domains/core'
import {
  type Capability,
  type FourLists,
  type LimitsConfig,
  type ListCapabilities,
  type ListLimits,
  bilingual,
  can,
  cannot,
  overrideLimits,
} from '@mini-domains/core/adapter'
import { appServerLimits, appWebviewLimits, poolServerLimits, poolWebviewLimits } from './limits.js'

/**
 * The kinds of Baidu's server domains, in the order of its documents (docs/vendors/baidu.md B.1.1). It has no udp and tcp.
 */
const serverKinds: ReadonlyArray<ServerKind> = ['request', 'socket', 'download', 'upload']

/**
 * The one kind of webview domains (docs/vendors/baidu.md B.1.2).
 */
const webviewKinds: ReadonlyArray<WebviewKind> = ['webview']

const page = 'https://smartprogram.baidu.com/docs/third/info/set_server_domain/'

// docs/vendors/baidu.md B.2.3: no such endpoint was found.
const noEffective: Capability = cannot(
  bilingual('Baidu has no call that tells which domains are live.', '百度没有查询已生效域名的接口。'),
  page,
)

const poolHasNoPool: Capability = cannot(
  bilingual(
    'The pool is what apps copy; it has no pool of its own to copy.',
    '平台域名池是被导入的一方，自身没有可导入的域名池。',
  ),
  page,
)

const oneFilePerPlatform: Capability = cannot(
  bilingual(
    'Baidu has one confirm file for the whole platform: read platform.confirmFile.',
    '百度整个平台只有一个校验文件，请读取 platform.confirmFile。',
  ),
  page,
)

const list = <K extends Kind>(
  kinds: ReadonlyArray<K>,
  copyPool: Capability,
  limits: ListLimits,
): ListCapabilities<K> => ({
  kinds,
  get: can,
  add: can,
  delete: can,
  set: can,
  copyPool,
  effective: noEffective,
  limits,
})

/**
 * What Baidu can do, as data (docs/vendors/baidu.md B.1, B.2), with the limits of a config over those known.
 */
export const capabilitiesOf = (config: LimitsConfig | undefined): FourLists => {
  const app = config?.app
  const platform = config?.platform
  return {
    app: {
      server: list(serverKinds, can, overrideLimits(appServerLimits, app?.server)),
      webview: list(webviewKinds, can, overrideLimits(appWebviewLimits, app?.webview)),
      confirmFile: oneFilePerPlatform,
    },
    platform: {
      server: list(serverKinds, poolHasNoPool, overrideLimits(poolServerLimits, platform?.server)),
      webview: list(webviewKinds, poolHasNoPool, overrideLimits(poolWebviewLimits, platform?.webview)),
      confirmFile: can,
    },
  }
}
