import { type Fact, type ListLimits, fact } from '@mini-domains/core/adapter'

const netRule = 'docs/vendors/baidu.md B.1.4 (B-NET)'
const noPorts: Fact<boolean> = fact(false, netRule, '2020-04', 'official doc copy')
const notOpenApi: Fact<ReadonlyArray<string>> = fact(['openapi.baidu.com'], netRule, '2020-04', 'official doc copy')
// B-NET speaks of server domains only; that webview domains take no port either is the careful reading.
const noPortsEither: Fact<boolean> = fact(false, netRule, '2020-04', 'guess')
const noneForbidden: Fact<ReadonlyArray<string>> = fact([], netRule, '2020-04', 'guess')

// The text of 470014 takes http, B-NET only https and wss: the careful reading, until a config says otherwise.
const noHttp: Fact<boolean> = fact(false, netRule, '2020-04', 'guess')

// The pool of which kind is not said, so a host in the pool of any kind counts.
const fromPool: Fact<boolean> = fact(
  true,
  'docs/vendors/baidu.md B.1.3 (S1, text of 470016)',
  '2018-11',
  'vendor document',
)

/**
 * What Baidu allows in an app's server domains: 20 of a kind, a rule of the console (docs/vendors/baidu.md B.1.4). How many
 * modifications it allows is not published.
 */
export const appServerLimits: ListLimits = {
  perKind: fact(20, netRule, '2020-04', 'official doc copy'),
  ports: noPorts,
  http: noHttp,
  forbiddenHosts: notOpenApi,
  poolRequired: fromPool,
}

/**
 * What Baidu allows in the pool of server domains. Its size is limited, by an unknown figure (docs/vendors/baidu.md B.1.4).
 */
export const poolServerLimits: ListLimits = { ports: noPorts, http: noHttp, forbiddenHosts: notOpenApi }

/**
 * What Baidu allows in the pool of webview domains. No figure is known (docs/vendors/baidu.md B.1.4).
 */
export const poolWebviewLimits: ListLimits = { ports: noPortsEither, http: noHttp, forbiddenHosts: noneForbidden }

/**
 * What Baidu allows in an app's webview domains.
 */
export const appWebviewLimits: ListLimits = { ...poolWebviewLimits, poolRequired: fromPool }
