import { type ServerKind } from '@mini-domains/core'
import { type ListDriver } from '@mini-domains/core/adapter'
import { appServer } from '../wire/endpoint.js'
import { listDriver } from './list-calls.js'
import { type Session } from '../config.js'

/**
 * The vendor's field of a kind of server domain (docs/vendors/baidu.md B.1.1); the same at both levels.
 */
export const serverField = (kind: ServerKind): string => `${kind}_domain`

/**
 * The server domains of an app (docs/vendors/baidu.md B.1.1).
 */
export const serverDomainsDriver = (session: Session): ListDriver<ServerKind> =>
  listDriver(session, { endpoint: appServer, field: serverField, list: session.capabilities.app.server })
