import { type ServerKind, type WebviewKind } from '@mini-domains/core'
import { type ListDriver } from '@mini-domains/core/adapter'
import { type Session } from '../config.js'
import { platformServer, platformWebview } from '../wire/endpoint.js'
import { listDriver } from './list-calls.js'
import { serverField } from './server-domains.js'
import { webviewField } from './webview-domains.js'

/**
 * The platform's pool of server domains (docs/vendors/baidu.md B.2.1).
 */
export const platformServerDomainsDriver = (session: Session): ListDriver<ServerKind> =>
  listDriver(session, { endpoint: platformServer, field: serverField, list: session.capabilities.platform.server })

/**
 * The platform's pool of webview domains (docs/vendors/baidu.md B.2.2).
 */
export const platformWebviewDomainsDriver = (session: Session): ListDriver<WebviewKind> =>
  listDriver(session, { endpoint: platformWebview, field: webviewField, list: session.capabilities.platform.webview })
