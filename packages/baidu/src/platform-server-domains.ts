import { type ServerKind } from '@mini-domains/core'
import { type ListDriver } from '@mini-domains/core/adapter'
import { serverKinds } from './capabilities.js'
import { platformServer } from './endpoint.js'
import { listDriver } from './list.js'
import { serverField } from './server-domains.js'
import { type Session } from './session.js'

/**
 * The platform's pool of server domains (docs/vendors/baidu.md B.2.1).
 */
export const platformServerDomainsDriver = (session: Session): ListDriver<ServerKind> =>
  listDriver(session, { endpoint: platformServer, kinds: serverKinds, field: serverField })
