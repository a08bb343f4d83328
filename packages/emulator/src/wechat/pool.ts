import {
  isUnjudged,
  knownAs,
  listAfter,
  type ListedSpelling,
  readAction,
  sameEntries,
  union,
  without,
  type Write,
} from '../domain/lists.js'
import { isHostName } from '../domain/origin.js'
import type { JsonObject } from '../json.js'
import { answerOnly, type Outcome } from '../server/call.js'
import { spend, usedAt } from '../state/account.js'
import { type PlatformHandler, type RequestContext } from './context.js'
import { storePlatform } from '../state/memory.js'
import { failure, json, ok, refuse } from './replies.js'
import type { Pool, WechatPlatform } from './state.js'

type List = 'server' | 'webview'

const fieldOf = { server: 'wxa_server_domain', webview: 'wxa_jump_h5_domain' } as const

// What the pool holds is known by its spelling (guess).
const hostsIn = (value: unknown, listed: ReadonlyArray<string>, spelling: ListedSpelling): ReadonlyArray<string> =>
  typeof value === 'string'
    ? value
        .split(';')
        .map((host) => knownAs(spelling, listed, host) ?? host.trim().toLowerCase())
        .filter((host) => host !== '')
    : []

// Bare hosts only: a scheme, a path or an IP makes an entry invalid (A.3.1, A.3.2). A port is let through for the
// server pool alone (A.3.1, SDK source).
const isLawful = (list: List, entry: string): boolean =>
  isHostName(list === 'server' ? entry.replace(/:\d{1,5}$/, '') : entry)

const poolFields = (platform: WechatPlatform, list: List, pool: Pool): JsonObject => ({
  // Absent while the platform was never published (A.3.1).
  ...(platform.published ? { [`published_${fieldOf[list]}`]: pool.published.join(';') } : {}),
  [`testing_${fieldOf[list]}`]: pool.testing.join(';'),
})

const answerGet = ({ vendor }: RequestContext, platform: WechatPlatform, list: List): Outcome => {
  const fields = poolFields(platform, list, platform[list])
  const empty = platform[list].testing.length + platform[list].published.length === 0
  const bare = empty && vendor.memory.world.profile.emptyPoolGet === 'bare'
  return answerOnly(bare ? json(vendor, fields) : ok(vendor, fields))
}

const write = (context: RequestContext, platform: WechatPlatform, list: List, action: Write): Outcome => {
  const { vendor, at, body } = context
  const { world } = vendor.memory
  const { profile, limits } = world
  const together = body.is_modify_published_together === true
  if (together && !platform.published) return refuse(vendor, at, '61028')
  const listed = union(platform[list].testing, platform[list].published)
  const given = hostsIn(body[fieldOf[list]], listed, profile.listedSpelling)
  // Which length is too long is not documented: a host name's own limit (guess).
  if (given.some((entry) => entry.length > 253)) return refuse(vendor, at, '40039')
  const checked = action === 'delete' ? [] : given
  // What is listed in just this spelling and repeated by a `set` is not refused for its form (guess, A.3.1).
  const unlawful = checked.filter(
    (entry) => !isLawful(list, entry) && !isUnjudged(profile.listedSpelling, action, listed, entry),
  )
  const fresh = without(checked, platform[list].testing)
  const unconfirmed = list === 'webview' ? fresh.filter((host) => world.confirmFileMissing.includes(host)) : []
  // -1 for a check file that cannot be fetched: permanent, though the code says retry (A.3.2, wire).
  if (unconfirmed.length > 0 && profile.jumpMinusOne === 'yes') return refuse(vendor, at, '-1')
  const invalid = union(unlawful, unconfirmed)
  const invalidField = { [`invalid_${fieldOf[list]}`]: invalid.join(';') }
  if (invalid.length > 0 && profile.poolInvalid === 'refused') return refuse(vendor, at, '9410016', invalidField)
  const taken = without(given, invalid)
  const pool: Pool = {
    testing: listAfter(action, platform[list].testing, taken),
    published: together ? listAfter(action, platform[list].published, taken) : platform[list].published,
  }
  const most = list === 'server' ? limits.serverPool : Number(profile.webviewLimit)
  if (pool.testing.length > most || pool.published.length > most) return refuse(vendor, at, '65316')
  const changes =
    !sameEntries(pool.testing, platform[list].testing) || !sameEntries(pool.published, platform[list].published)
  // 50 changes a month are documented for the server pool (A.3.1); the same for the other is a guess.
  if (changes && usedAt(platform.modificationsUsed, list, at) >= limits.modificationsPerMonth)
    return refuse(vendor, at, '45104')
  const fields = poolFields(platform, list, pool)
  const changed = { ...platform, [list]: pool, modificationsUsed: spend(platform.modificationsUsed, list, at) }
  return {
    reply: invalid.length > 0 ? failure(vendor, at, '9410016', { ...fields, ...invalidField }) : ok(vendor, fields),
    changes,
    // A change that changes nothing is errcode 0 (A.3.1: for delete) and is not counted (guess).
    commit: () => (changes ? storePlatform(vendor, changed) : undefined),
  }
}

const modifyPool =
  (list: List): PlatformHandler =>
  (context, platform) => {
    const action = readAction(context.body.action)
    if (action === undefined) return refuse(context.vendor, context.at, '40052')
    return action === 'get' ? answerGet(context, platform, list) : write(context, platform, list, action)
  }

/** POST /cgi-bin/component/modify_wxa_server_domain (docs/vendors/wechat.md A.3.1). */
export const modifyServerPool: PlatformHandler = modifyPool('server')

/** POST /cgi-bin/component/modify_wxa_jump_domain (A.3.2). */
export const modifyWebviewPool: PlatformHandler = modifyPool('webview')
