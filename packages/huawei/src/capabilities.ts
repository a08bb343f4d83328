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
  unverified,
} from '@mini-domains/core/adapter'
import { appLimits, poolServerLimits, poolWebviewLimits } from './limits.js'

/**
 * The kinds of Huawei's server domains, in the order of its documents (docs/vendors/huawei.md C.7.1). It has no udp and tcp.
 */
const serverKinds: ReadonlyArray<ServerKind> = ['request', 'upload', 'download', 'socket']

/**
 * The one kind of business domains (docs/vendors/huawei.md C.7.1).
 */
const webviewKinds: ReadonlyArray<WebviewKind> = ['webview']

const guides = 'https://developer.huawei.com/consumer/cn/doc/SPPartnerCenter-develop-Guides/'
const appPage = `${guides}ht-update_fa_platform_domain-0000002372776777`
const poolPage = `${guides}ht-update_platform_domain-0000002338698752`

// docs/vendors/huawei.md C.7.2: nothing was found.
const noEffective: Capability = cannot(
  bilingual('Huawei has no call that tells which domains are live.', '华为没有查询已生效域名的接口。'),
  appPage,
)

const noCopy: Capability = cannot(
  bilingual('Huawei has no call that copies the pool: list its domains.', '华为没有导入平台域名池的接口，请列出域名。'),
  appPage,
)

const poolHasNoPool: Capability = cannot(
  bilingual(
    'The pool is what apps draw from; it has no pool of its own to copy.',
    '平台域名池供应用选用，自身没有可导入的域名池。',
  ),
  poolPage,
)

// The page of the call that reads the pool was not seen: its path follows the app's (docs/vendors/huawei.md C.7.1).
const poolUnseen: Capability = unverified(
  bilingual(
    'How the pool is read was not seen in a document; a wrong guess is refused by Huawei before anything is written.',
    '读取平台域名池的接口未见文档；若推测有误，华为会在写入前拒绝。',
  ),
  poolPage,
)

// docs/vendors/huawei.md C.7.1: the calls for the verify file are known by their titles only.
const noConfirmFile: Capability = cannot(
  bilingual(
    "Huawei's calls for the verify file are known by title only: take the file from the console.",
    '华为的校验文件接口目前只查到标题，请在后台下载校验文件。',
  ),
  `${guides}ht-view-authorization-0000002338698692`,
)

const list = <K extends Kind>(
  kinds: ReadonlyArray<K>,
  call: Capability,
  copyPool: Capability,
  limits: ListLimits,
): ListCapabilities<K> => ({
  kinds,
  get: call,
  add: call,
  delete: call,
  set: call,
  copyPool,
  effective: noEffective,
  limits,
  writes: 'whole-list',
})

/**
 * What Huawei can do, as data (docs/vendors/huawei.md C.7.1, C.7.2), with the limits of a config over those known.
 */
export const capabilitiesOf = (config: LimitsConfig | undefined): FourLists => {
  const app = config?.app
  const platform = config?.platform
  return {
    app: {
      server: list(serverKinds, can, noCopy, overrideLimits(appLimits, app?.server)),
      webview: list(webviewKinds, can, noCopy, overrideLimits(appLimits, app?.webview)),
      confirmFile: noConfirmFile,
    },
    platform: {
      server: list(serverKinds, poolUnseen, poolHasNoPool, overrideLimits(poolServerLimits, platform?.server)),
      webview: list(webviewKinds, poolUnseen, poolHasNoPool, overrideLimits(poolWebviewLimits, platform?.webview)),
      confirmFile: noConfirmFile,
    },
  }
}
