import { readAction, sameEntries } from '../domain/lists.js'
import { answerOnly } from '../server/call.js'
import { type PlatformHandler } from './context.js'
import { storePlatform } from '../state/memory.js'
import { lawfulServerHost } from './domain-rules.js'
import { ok, refuse } from './replies.js'
import { readGiven, sameServers, serversAfter } from './server-domains.js'
import type { BaiduWorld } from './state.js'
import { webviewAfter } from './webview-domains.js'

/** The errno for a delete of what is not in the pool: pages and the vendor's enum differ (B.1.3, D 5). */
const absent = (world: BaiduWorld) => (world.profile.tpCodes === 'doc' ? '50040' : '50042')

/** The errno for a check file that cannot be fetched. */
const unconfirmed = (world: BaiduWorld) => (world.profile.tpCodes === 'doc' ? '50041' : '50043')

/** The action asked for. None is what the page's own sample sends (B.2.1), with an effect that nobody has verified (D 37). */
const readPoolAction = (world: BaiduWorld, given: string | null) =>
  given === null && world.profile.poolWithoutAction === 'added' ? 'add' : readAction(given)

/**
 * POST /rest/2.0/smartapp/tp/modifydomain (docs/vendors/baidu.md B.2.1): `get` gives arrays.
 * No action: the page allows it and shows it with lists, and what it does is not said; they are added, or it is refused (D 37).
 */
export const modifyServerPool: PlatformHandler = ({ vendor, at, fields }, platform) => {
  const { world } = vendor.memory
  const action = readPoolAction(world, fields.get('action'))
  if (action === undefined) return refuse(vendor, at, '40001')
  if (action === 'get') return answerOnly(ok(vendor, at, platform.server))
  const server = serversAfter(world, platform.server, action, readGiven(world, fields, platform.server), {
    lawful: (kind, entry) => lawfulServerHost(world, kind, entry),
    outside: () => undefined,
    absent: absent(world),
    most: world.limits.pool,
  })
  if (typeof server === 'string') return refuse(vendor, at, server)
  return {
    reply: ok(vendor, at),
    changes: !sameServers(server, platform.server),
    commit: () => storePlatform(vendor, { ...platform, server }),
  }
}

/** POST /rest/2.0/smartapp/tp/modifywebviewdomain (B.2.2): new domains need the check file at their root. */
export const modifyWebviewPool: PlatformHandler = ({ vendor, at, fields }, platform) => {
  const { world } = vendor.memory
  const action = readPoolAction(world, fields.get('action'))
  if (action === undefined) return refuse(vendor, at, '40001')
  if (action === 'get') return answerOnly(ok(vendor, at, platform.webview))
  const webview = webviewAfter(world, platform.webview, action, fields.get('web_view_domain'), {
    outside: (host, entry) =>
      world.confirmFileMissing.includes(host) && !platform.webview.includes(entry) ? unconfirmed(world) : undefined,
    absent: absent(world),
    most: world.limits.pool,
  })
  if (typeof webview === 'string') return refuse(vendor, at, webview)
  return {
    reply: ok(vendor, at),
    changes: !sameEntries(webview, platform.webview),
    commit: () => storePlatform(vendor, { ...platform, webview }),
  }
}
