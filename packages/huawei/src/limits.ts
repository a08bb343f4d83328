import { type Fact, type ListLimits, fact } from '@mini-domains/core/adapter'

const poolPage = 'docs/vendors/huawei.md C.7.4 (H-UP)'
const codes = 'docs/vendors/huawei.md C.7.3 (H-ERR)'

// The examples have a port, 205980181 forbids it (docs/vendors/huawei.md D 46): the careful reading, until a config says otherwise.
const noPorts: Fact<boolean> = fact(false, codes, '2025', 'guess')
const noHttp: Fact<boolean> = fact(false, codes, '2025', 'guess')
const noneForbidden: Fact<ReadonlyArray<string>> = fact([], codes, '2025', 'guess')

const anyList: ListLimits = { ports: noPorts, http: noHttp, forbiddenHosts: noneForbidden }

/**
 * What Huawei allows in an app's lists: what the pool has, and no figure of their own. How many modifications a month is an older note.
 */
export const appLimits: ListLimits = {
  ...anyList,
  poolRequired: fact(true, 'docs/vendors/huawei.md C.7.2 (H-UA)', '2025', 'official doc copy'),
  monthlyModifications: fact(50, 'docs/vendors/huawei.md C.7.4', '2024', 'guess'),
}

/**
 * What Huawei allows in the pool of server domains.
 */
export const poolServerLimits: ListLimits = { ...anyList, perKind: fact(200, poolPage, '2025', 'official doc copy') }

/**
 * What Huawei allows in the pool of business domains.
 */
export const poolWebviewLimits: ListLimits = { ...anyList, perKind: fact(100, poolPage, '2025', 'official doc copy') }
