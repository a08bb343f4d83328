import { answerOnly } from '../call.js'
import type { AppDesk } from './desk.js'
import { ok } from './reply.js'

/** POST /wxa/get_effective_domain (docs/vendors/wechat.md A.2.4). */
export const getEffectiveDomain: AppDesk = ({ vendor }, { server }) =>
  answerOnly(
    ok(vendor, {
      mp_domain: server.console,
      third_domain: server.configured,
      direct_domain: server.direct,
      effective_domain: server.effective,
    }),
  )

/** POST /wxa/get_effective_webviewdomain (A.2.4). */
export const getEffectiveWebviewDomain: AppDesk = ({ vendor }, { webview }) =>
  answerOnly(
    ok(vendor, {
      mp_webviewdomain: webview.console,
      third_webviewdomain: webview.configured,
      direct_webviewdomain: webview.direct,
      effective_webviewdomain: webview.effective,
    }),
  )
