import { type ServerKind, type WebviewKind } from '@mini-domains/core'
import { type ListDriver } from '@mini-domains/core/adapter'
import { type Session } from '../config.js'
import { poolPath } from '../wire/endpoint.js'
import { listDriver } from './list-calls.js'

/**
 * The platform's pool of server domains (docs/vendors/huawei.md C.7.1).
 */
export const platformServerDomainsDriver = (session: Session): ListDriver<ServerKind> =>
  listDriver(session, { path: poolPath, category: 'server', list: session.capabilities.platform.server })

/**
 * The platform's pool of business domains (docs/vendors/huawei.md C.7.1).
 */
export const platformWebviewDomainsDriver = (session: Session): ListDriver<WebviewKind> =>
  listDriver(session, { path: poolPath, category: 'business', list: session.capabilities.platform.webview })
