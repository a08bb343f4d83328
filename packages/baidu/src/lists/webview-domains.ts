import { type WebviewKind } from '@mini-domains/core'
import { type ListDriver } from '@mini-domains/core/adapter'
import { appWebview } from '../wire/endpoint.js'
import { listDriver } from './list-calls.js'
import { type Session } from '../config.js'

/**
 * The vendor's field of webview domains (docs/vendors/baidu.md B.1.2); the same at both levels.
 */
export const webviewField = (): string => 'web_view_domain'

/**
 * The webview domains of an app (docs/vendors/baidu.md B.1.2).
 */
export const webviewDomainsDriver = (session: Session): ListDriver<WebviewKind> =>
  listDriver(session, { endpoint: appWebview, field: webviewField, list: session.capabilities.app.webview })
