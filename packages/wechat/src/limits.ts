import { type Fact, type ListLimits, fact } from '@mini-domains/core/adapter'

const noHosts: Fact<ReadonlyArray<string>> = fact([], 'docs/vendors/wechat.md A.1.4', '2025', 'official doc copy')

const serverHosts: Fact<ReadonlyArray<string>> = fact(
  ['api.weixin.qq.com'],
  'docs/vendors/wechat.md A.1.4 (W-SD-20)',
  '2020',
  'official doc copy',
)

const monthly = fact(50, 'docs/vendors/wechat.md A.1.4 (W-SD-20, W-SD-mid)', '2022', 'official doc copy')

const portsAllowed = fact(true, 'docs/vendors/wechat.md A.1.4 (W-SD-20, W-NET)', '2022', 'official doc copy')

// An entry without port does not match `https://h:443`, so the two are not one entry.
const portsApart: Fact<'kept'> = fact('kept', 'docs/vendors/wechat.md A.1.4 (W-NET)', '2022', 'official doc copy')

const noPorts = fact(false, 'docs/vendors/wechat.md A.2.2', '2025', 'official doc copy')

/**
 * What WeChat allows in an app's server domains through the pool.
 */
export const appServerLimits: ListLimits = {
  perKind: fact(200, 'docs/vendors/wechat.md A.1.4 (W-SD-20, W-SD-mid)', '2022', 'official doc copy'),
  total: fact(1000, 'docs/vendors/wechat.md A.1.4 (W-ERR, text of 85016)', '2022', 'official doc copy'),
  ports: portsAllowed,
  defaultPort: portsApart,
  forbiddenHosts: serverHosts,
  poolRequired: fact(true, 'docs/vendors/wechat.md A.1.4 (S0, W-DOM, OKF)', '2025', 'vendor document'),
  monthlyModifications: monthly,
}

/**
 * What WeChat allows in an app's server domains without the pool.
 */
export const appServerDirectLimits: ListLimits = {
  perKind: fact(20, 'docs/vendors/wechat.md A.2.1 (W-NET, older copies)', '2020', 'official doc copy'),
  ports: portsAllowed,
  defaultPort: portsApart,
  forbiddenHosts: serverHosts,
  monthlyModifications: monthly,
}

/**
 * What WeChat allows in an app's webview domains without the pool.
 */
export const appWebviewDirectLimits: ListLimits = {
  perKind: fact(300, 'docs/vendors/wechat.md A.2.2 (W-JD); older pages say 200 and 100', '2025', 'official doc copy'),
  ports: noPorts,
  forbiddenHosts: noHosts,
}

/**
 * What WeChat allows in an app's webview domains through the pool.
 */
export const appWebviewLimits: ListLimits = {
  ...appWebviewDirectLimits,
  poolRequired: fact(true, 'docs/vendors/wechat.md A.2.2 (S0, text of 89021)', '2025', 'vendor document'),
}

/**
 * What WeChat allows in an app's hosts to look up beforehand. How many there can be comes with the list; whether a host may have a port, no
 * source says.
 */
export const appPrefetchLimits: ListLimits = {
  perKind: fact(5, 'docs/vendors/wechat.md A.2.6', '2026-11', 'official doc copy'),
  ports: fact(false, 'docs/vendors/wechat.md A.2.6', '2026-11', 'guess'),
  forbiddenHosts: noHosts,
  monthlyModifications: fact(50, 'docs/vendors/wechat.md A.2.6', '2026-11', 'official doc copy'),
}

/**
 * What WeChat allows in the platform's pool of server domains.
 */
export const platformServerLimits: ListLimits = {
  perKind: fact(1000, 'docs/vendors/wechat.md A.3.1 (W-PS)', '2025', 'official doc copy'),
  ports: fact(true, 'docs/vendors/wechat.md A.3.1 (OKF)', '2024', 'SDK source'),
  defaultPort: portsApart,
  forbiddenHosts: serverHosts,
  monthlyModifications: fact(50, 'docs/vendors/wechat.md A.3.1 (W-PS)', '2025', 'official doc copy'),
}

/**
 * What WeChat allows in the platform's pool of webview domains.
 */
export const platformWebviewLimits: ListLimits = {
  perKind: fact(300, 'docs/vendors/wechat.md A.3.2 (W-PJ); older pages say 200', '2025', 'official doc copy'),
  ports: noPorts,
  forbiddenHosts: noHosts,
}
