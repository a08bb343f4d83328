import { type WebviewKind } from '@mini-domains/core'
import { type ListDriver } from '@mini-domains/core/adapter'
import { type Session } from '../config.js'
import { appPath } from '../wire/endpoint.js'
import { listDriver } from './list-calls.js'

/**
 * The business domains of an app (docs/vendors/huawei.md C.7.1).
 */
export const webviewDomainsDriver = (session: Session): ListDriver<WebviewKind> =>
  listDriver(session, { path: appPath, category: 'business', list: session.capabilities.app.webview })
