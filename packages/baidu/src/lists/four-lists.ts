import { type ServerKind, type WebviewKind } from '@mini-domains/core'
import { type ListCapabilities, type ListDriver } from '@mini-domains/core/adapter'
import { type Session } from '../config.js'
import { type Endpoint, appServer, appWebview, platformServer, platformWebview } from '../wire/endpoint.js'
import { listDriver } from './list-calls.js'

/**
 * The two lists of a level.
 */
interface LevelLists {
  readonly server: ListDriver<ServerKind>
  readonly webview: ListDriver<WebviewKind>
}

// The vendor's fields, the same at both levels (docs/vendors/baidu.md B.1.1, B.1.2).
const serverField = (kind: ServerKind): string => `${kind}_domain`
const webviewField = (): string => 'web_view_domain'

/**
 * Makes Baidu's four lists: server and webview domains of an app (docs/vendors/baidu.md B.1.1, B.1.2), and the platform's pool of each
 * (B.2.1, B.2.2).
 */
export const fourLists = (session: Session): { readonly app: LevelLists; readonly platform: LevelLists } => {
  const { app, platform } = session.capabilities
  const server = (endpoint: Endpoint, list: ListCapabilities<ServerKind>) =>
    listDriver(session, { endpoint, field: serverField, list })
  const webview = (endpoint: Endpoint, list: ListCapabilities<WebviewKind>) =>
    listDriver(session, { endpoint, field: webviewField, list })
  return {
    app: { server: server(appServer, app.server), webview: webview(appWebview, app.webview) },
    platform: {
      server: server(platformServer, platform.server),
      webview: webview(platformWebview, platform.webview),
    },
  }
}
