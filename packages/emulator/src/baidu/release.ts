import { union } from '../domain/lists.js'
import { isUnderAny, readOrigin } from '../domain/origin.js'
import { hostsOf, serverPool } from './domain-rules.js'
import { type BaiduApp, type BaiduWorld, byKind } from './state.js'

const kept = (pool: ReadonlyArray<string>, entries: ReadonlyArray<string>): ReadonlyArray<string> =>
  entries.filter((entry) => isUnderAny(pool, readOrigin(entry)?.host ?? ''))

/**
 * The app after its code was submitted for audit through the platform: its own domains are deleted and only the
 * platform's stay (docs/vendors/baidu.md B.1.4: at submission, where WeChat does it at release). That the configured
 * domains become effective at the same moment is a guess.
 */
export const released = (world: BaiduWorld, app: BaiduApp): BaiduApp => {
  const { server, webview } = app
  const webviewPool = hostsOf(world.platform.webview)
  const configured = byKind((kind) => kept(serverPool(world, kind), server.configured[kind]))
  const console = byKind((kind) => kept(serverPool(world, kind), server.console[kind]))
  const webviewConfigured = kept(webviewPool, webview.configured)
  const webviewConsole = kept(webviewPool, webview.console)
  return {
    ...app,
    server: {
      ...server,
      configured,
      console,
      effective: byKind((kind) => union(console[kind], configured[kind])),
    },
    webview: {
      ...webview,
      configured: webviewConfigured,
      console: webviewConsole,
      effective: union(webviewConsole, webviewConfigured),
    },
  }
}
