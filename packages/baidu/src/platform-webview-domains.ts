import { type WebviewKind } from '@mini-domains/core'
import { type ListDriver } from '@mini-domains/core/adapter'
import { webviewKinds } from './capabilities.js'
import { platformWebview } from './endpoint.js'
import { listDriver } from './list.js'
import { type Session } from './session.js'
import { webviewField } from './webview-domains.js'

/**
 * The platform's pool of webview domains (docs/vendors/baidu.md B.2.2).
 */
export const platformWebviewDomainsDriver = (session: Session): ListDriver<WebviewKind> =>
  listDriver(session, { endpoint: platformWebview, kinds: webviewKinds, field: webviewField })
