import { type PoolVersion, type PrefetchKind, type ServerKind, type WebviewKind } from '@mini-domains/core'
import {
  type ListCapabilities,
  type PoolLimitsConfig,
  bilingual,
  can,
  cannot,
  overrideLimits,
} from '@mini-domains/core/adapter'
import { type WechatCapabilities, type WechatConfig } from './config.js'
import {
  appPrefetchLimits,
  appServerDirectLimits,
  appServerLimits,
  appWebviewDirectLimits,
  appWebviewLimits,
  platformServerLimits,
  platformWebviewLimits,
} from './limits.js'

const link = 'https://developers.weixin.qq.com/doc/oplatform/Third-party_Platforms/2.0/product/domain.html'

const serverNoCopy = cannot(
  bilingual(
    'modify_domain needs an action; the pool can be copied into webview domains only.',
    'modify_domain 必须带 action；仅业务域名支持整体导入。',
  ),
  link,
)
const directNoPool = cannot(
  bilingual('A direct list has no pool to copy.', '直接配置方式没有可导入的平台域名池。'),
  link,
)
const poolHasNoPool = cannot(
  bilingual('The pool is what apps copy; it has no pool of its own to copy.', '平台域名池本身没有可导入的域名池。'),
  link,
)
const noPoolEffective = cannot(
  bilingual('The pool is never live by itself; apps are.', '平台域名池本身不对用户生效，请查询小程序。'),
  link,
)

/**
 * The kinds of an app's server domains at WeChat (docs/vendors/wechat.md A.1.1).
 */
export const appServerKinds = [
  'request',
  'socket',
  'upload',
  'download',
  'udp',
  'tcp',
] as const satisfies ReadonlyArray<ServerKind>

/**
 * The pool of server domains does not tell kinds apart (docs/vendors/wechat.md A.3.1).
 */
const platformServerKinds: ReadonlyArray<ServerKind> = ['any']

/**
 * The one kind of webview domains.
 */
export const webviewKinds: ReadonlyArray<WebviewKind> = ['webview']

const edits = { get: can, add: can, delete: can, set: can }

/**
 * The one kind of hosts to look up beforehand.
 */
export const prefetchKinds: ReadonlyArray<PrefetchKind> = ['prefetch']

const prefetchPage =
  'https://developers.weixin.qq.com/doc/oplatform/openApi/miniprogram-management/domain-management/api_setprefetchdomain'
const prefetchNoPool = cannot(
  bilingual('Hosts to prefetch are not drawn from the platform pool.', '预解析域名不取自平台域名池。'),
  prefetchPage,
)
const prefetchNoEffective = cannot(
  bilingual(
    'WeChat has no call that tells which hosts are looked up beforehand right now.',
    '微信没有查询已生效预解析域名的接口。',
  ),
  prefetchPage,
)

// A figure of the config is the user's word, and holds without a look.
const prefetchOf = (config: PoolLimitsConfig | undefined): ListCapabilities<PrefetchKind> => ({
  ...edits,
  kinds: prefetchKinds,
  copyPool: prefetchNoPool,
  effective: prefetchNoEffective,
  limits: overrideLimits(appPrefetchLimits, config),
  writes: 'whole-list',
  ...(config?.perKind === undefined ? { tellsPerKind: true } : {}),
})

/**
 * What WeChat can do, under a config.
 */
export const capabilitiesOf = (config: WechatConfig): WechatCapabilities => {
  const direct = config.appDomains === 'direct'
  const { app, platform } = config.limits ?? {}
  const appServer: ListCapabilities<ServerKind> = {
    ...edits,
    kinds: appServerKinds,
    copyPool: serverNoCopy,
    effective: can,
    limits: overrideLimits(direct ? appServerDirectLimits : appServerLimits, app?.server),
  }
  const appWebview: ListCapabilities<WebviewKind> = {
    ...edits,
    kinds: webviewKinds,
    copyPool: direct ? directNoPool : can,
    effective: can,
    limits: overrideLimits(direct ? appWebviewDirectLimits : appWebviewLimits, app?.webview),
  }
  const versions: ReadonlyArray<PoolVersion> = config.pool === 'testing' ? ['testing', 'both'] : ['both', 'testing']
  const pool = { ...edits, copyPool: poolHasNoPool, effective: noPoolEffective, versions }
  return {
    app: { server: appServer, webview: appWebview, prefetch: prefetchOf(app?.prefetch), confirmFile: can },
    platform: {
      server: { ...pool, kinds: platformServerKinds, limits: overrideLimits(platformServerLimits, platform?.server) },
      webview: { ...pool, kinds: webviewKinds, limits: overrideLimits(platformWebviewLimits, platform?.webview) },
      confirmFile: can,
    },
  }
}
