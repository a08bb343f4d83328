import { type Fact, type ListLimits, fact } from '@mini-domains/core/adapter'
import { type DouyinConfig } from './config.js'

const page = 'docs/vendors/douyin.md C.1.4 (D-SD2, D-WV2)'

// What is counted is not said: each kind or all of them.
const most: Fact<number> = fact(20, page, '2026-11', 'guess')

const common: ListLimits = {
  ports: fact(false, page, '2026-11', 'official doc copy'),
  forbiddenHosts: fact([], page, '2026-11', 'guess'),
  http: fact(false, page, '2026-11', 'guess'),
  // The pool is kept in the console, where nobody but the platform's owner sees it: Douyin itself refuses what is not in it.
  poolRequired: fact(true, 'docs/vendors/douyin.md C.1.2 (D-SD2, D-WV2)', '2026-11', 'official doc copy'),
}

/**
 * What Douyin allows in an app's server domains. No number of modifications is documented (docs/vendors/douyin.md C.1.4).
 */
export const serverLimits = ({ limitScope = 'each-kind' }: DouyinConfig): ListLimits => ({
  ...common,
  ...(limitScope === 'each-kind' ? { perKind: most } : { total: most }),
})

/**
 * What Douyin allows in an app's webview domains.
 */
export const webviewLimits: ListLimits = { ...common, perKind: most }
