import { type WebviewKind } from '@mini-domains/core'
import { type ListDriver } from '@mini-domains/core/adapter'
import { type Session } from '../config.js'
import { paths } from '../wire/endpoint.js'
import { listDriver } from './list-calls.js'

/**
 * The webview domains of an app (docs/vendors/douyin.md C.1.1).
 */
export const webviewDomainsDriver = (session: Session): ListDriver<WebviewKind> =>
  listDriver(session, { path: paths['app-webview'], list: session.lists.webview })
