import { isHostName, isUnderAny } from '../domain/origin.js'
import { isObject } from '../json.js'
import { answerOnly } from '../server/call.js'
import { spend, usedAt } from '../state/account.js'
import { storeApp } from '../state/memory.js'
import type { AppHandler } from './context.js'
import { ok, refuse } from './replies.js'

/** GET /wxa/get_prefetchdnsdomain (docs/vendors/wechat.md A.2.6). */
export const getPrefetchDomains: AppHandler = ({ vendor }, { prefetch }) =>
  answerOnly(
    ok(vendor, {
      prefetch_dns_domain: prefetch.map((url) => ({ url })),
      size_limit: vendor.memory.world.limits.prefetch,
    }),
  )

const hostsIn = (entries: unknown): ReadonlyArray<string> | undefined => {
  if (!Array.isArray(entries)) return undefined
  const hosts = entries.map((entry: unknown) => (isObject(entry) ? entry['url'] : undefined))
  return hosts.every((host) => typeof host === 'string') ? hosts : undefined
}

/** POST /wxa/set_prefetchdnsdomain (A.2.6): the list as a whole. That one which changes nothing counts too, in which order codes come, and that what is listed already is not judged again: guesses. */
export const setPrefetchDomains: AppHandler = ({ vendor, at, body }, app) => {
  const { limits, icpMissing } = vendor.memory.world
  const hosts = hostsIn(body['prefetch_dns_domain'])
  if (hosts === undefined) return refuse(vendor, at, '47001')
  if (hosts.length > limits.prefetch) return refuse(vendor, at, '9420002')
  const isTaken = (host: string): boolean =>
    app.prefetch.includes(host) || (isHostName(host) && !isUnderAny(icpMissing, host))
  if (!hosts.every(isTaken)) return refuse(vendor, at, '9420001')
  if (usedAt(app.modificationsUsed, 'prefetch', at) >= limits.modificationsPerMonth)
    return refuse(vendor, at, '9420000')
  const changed = { ...app, prefetch: hosts, modificationsUsed: spend(app.modificationsUsed, 'prefetch', at) }
  return { reply: ok(vendor, {}), changes: true, commit: () => storeApp(vendor, changed) }
}
