import { type Kind, type ServerKind, type WebviewKind } from '@mini-domains/core'
import {
  type Capability,
  type DeclaredCapabilities,
  type ListCapabilities,
  type ListLimits,
  type RejectionHints,
  bilingual,
  can,
  cannot,
  overrideLimits,
} from '@mini-domains/core/adapter'
import { type AppLists, type DouyinConfig } from './config.js'
import { serverLimits, webviewLimits } from './limits.js'

/**
 * The kinds of Douyin's server domains, under its own names too (docs/vendors/douyin.md C.1.1).
 */
export const serverKinds = ['request', 'socket', 'upload', 'download'] as const satisfies ReadonlyArray<ServerKind>

/**
 * The one kind of webview domains.
 */
const webviewKinds = ['webview'] as const satisfies ReadonlyArray<WebviewKind>

const page =
  'https://developer.open-douyin.com/docs/resource/zh-CN/thirdparty/API/smallprogram/auth-app-manage/base-info/modify-domain-v2'

const console = bilingual(
  "The domains of the platform are kept in Douyin's console (development settings of the third-party application); no call reads or writes them.",
  '第三方平台自身的域名在抖音服务商平台控制台（三方小程序 → 开发 → 开发配置）中维护，没有接口可以读写。',
)

const noCopy: Capability = cannot(
  bilingual('Douyin has no call that copies the pool.', '抖音没有整体导入域名的接口。'),
  page,
)

const noEffective: Capability = cannot(
  bilingual('Douyin has no call that tells which domains are live.', '抖音没有查询已生效域名的接口。'),
  page,
)

const oneFilePerPlatform: Capability = cannot(
  bilingual(
    'Douyin has one confirm file for the whole platform: read platform.confirmFile.',
    '抖音整个第三方平台只有一个校验文件，请读取 platform.confirmFile。',
  ),
  page,
)

/**
 * What to do about rejections where Douyin's way is its own (docs/vendors/douyin.md C.1.4).
 */
export const hints: RejectionHints = {
  'not-in-pool': bilingual(
    "Register the domain or its parent in Douyin's console first: development settings of the third-party application.",
    '请先在抖音服务商平台控制台登记该域名或其上级域名：三方小程序 → 开发 → 开发配置。',
  ),
}

const list = <K extends Kind>(kinds: ReadonlyArray<K>, limits: ListLimits): ListCapabilities<K> => ({
  kinds,
  get: can,
  add: can,
  delete: can,
  set: can,
  copyPool: noCopy,
  effective: noEffective,
  limits,
  hints,
  modifications: 'uncounted',
})

/**
 * What can be done with an app's lists, with the limits of a config over those known.
 */
export const appListsOf = (config: DouyinConfig): AppLists => ({
  server: list<ServerKind>(serverKinds, overrideLimits(serverLimits(config), config.limits?.app?.server)),
  webview: list<WebviewKind>(webviewKinds, overrideLimits(webviewLimits, config.limits?.app?.webview)),
})

/**
 * What Douyin can do, as data. The platform's lists are not declared: no call reaches them (docs/vendors/douyin.md C.1.4).
 */
export const capabilitiesOf = (lists: AppLists): DeclaredCapabilities => ({
  app: { ...lists, confirmFile: oneFilePerPlatform },
  platform: { confirmFile: can, absent: { why: console, link: page } },
})
