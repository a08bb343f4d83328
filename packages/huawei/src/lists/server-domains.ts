import { type ServerKind } from '@mini-domains/core'
import { type ListDriver } from '@mini-domains/core/adapter'
import { type Session } from '../config.js'
import { appPath } from '../wire/endpoint.js'
import { listDriver } from './list-calls.js'

/**
 * The server domains of an app (docs/vendors/huawei.md C.7.1).
 */
export const serverDomainsDriver = (session: Session): ListDriver<ServerKind> =>
  listDriver(session, { path: appPath, category: 'server', list: session.capabilities.app.server })
