import { union } from '../domain/lists.js'
import { isUnderAny, readOrigin } from '../domain/origin.js'
import { answerOnly } from '../server/call.js'
import type { AppHandler } from './context.js'
import { poolInForce } from './domain-rules.js'
import { ok } from './replies.js'
import { byKind, type WechatApp, type WechatWorld } from './state.js'

/**
 * The app after a release of its code through the platform: what is not in the platform's pool is deleted, from the
 * console's list and the configured one alike, and the rest becomes effective (docs/vendors/wechat.md A.1.4).
 * Domains set directly need no pool and stay (A.2.1).
 */
export const released = (world: WechatWorld, app: WechatApp): WechatApp => {
  const kept = (list: 'server' | 'webview', entries: ReadonlyArray<string>): ReadonlyArray<string> => {
    const hosts = poolInForce(world, list).map((registered) => registered.replace(/:\d+$/, ''))
    return entries.filter((entry) => isUnderAny(hosts, readOrigin(entry)?.host ?? ''))
  }
  const { server, webview } = app
  const servers = {
    configured: byKind((kind) => kept('server', server.configured[kind])),
    console: byKind((kind) => kept('server', server.console[kind])),
    direct: server.direct,
  }
  const webviews = {
    configured: kept('webview', webview.configured),
    console: kept('webview', webview.console),
    direct: webview.direct,
  }
  return {
    ...app,
    server: {
      ...servers,
      effective: byKind((kind) => union(servers.console[kind], servers.configured[kind], servers.direct[kind])),
    },
    webview: { ...webviews, effective: union(webviews.console, webviews.configured, webviews.direct) },
  }
}

/** POST /wxa/get_effective_domain (docs/vendors/wechat.md A.2.4). */
export const getEffectiveDomain: AppHandler = ({ vendor }, { server }) =>
  answerOnly(
    ok(vendor, {
      mp_domain: server.console,
      third_domain: server.configured,
      direct_domain: server.direct,
      effective_domain: server.effective,
    }),
  )

/** POST /wxa/get_effective_webviewdomain (A.2.4). */
export const getEffectiveWebviewDomain: AppHandler = ({ vendor }, { webview }) =>
  answerOnly(
    ok(vendor, {
      mp_webviewdomain: webview.console,
      third_webviewdomain: webview.configured,
      direct_webviewdomain: webview.direct,
      effective_webviewdomain: webview.effective,
    }),
  )
