import { type ServerKind } from '@mini-domains/core'
import { type ListDriver } from '@mini-domains/core/adapter'
import { type Session } from '../config.js'
import { paths } from '../wire/endpoint.js'
import { listDriver } from './list-calls.js'

/**
 * The server domains of an app (docs/vendors/douyin.md C.1.1).
 */
export const serverDomainsDriver = (session: Session): ListDriver<ServerKind> =>
  listDriver(session, { path: paths['app-server'], list: session.lists.server })
