import { isHostName, isUnder, isUnderAny, readOrigin } from '../domain/origin.js'
import type { ServerKind, WechatWorld } from './state.js'

/** What WeChat thinks of one server domain; `entry` is the form it stores or shows. */
export interface Verdict {
  readonly entry: string
  readonly fault: 'none' | 'rule' | 'scheme' | 'own-host' | 'icp' | 'outside'
}

const schemes = {
  requestdomain: 'https://',
  wsrequestdomain: 'wss://',
  uploaddomain: 'https://',
  downloaddomain: 'https://',
  udpdomain: 'udp://',
  tcpdomain: 'tcp://',
} as const

/**
 * Completes an entry with its kind's scheme: a wrong scheme comes out mangled, as `wss://https://…` (A.1.2, wire).
 * That a bare host is completed and taken is a guess from the same evidence.
 */
const completed = (kind: ServerKind, entry: string): string => {
  const lower = entry.trim().toLowerCase()
  return lower.startsWith(schemes[kind]) ? lower : schemes[kind] + lower
}

// A pool host with a port opens that port only; one without opens every port (A.3.1: SDK source and guess).
const inPool = (pool: ReadonlyArray<string>, host: string, port: string): boolean =>
  pool.some((registered) => {
    const [name = '', only] = registered.split(':')
    return isUnder(name, host) && (only === undefined || only === port)
  })

/** The half of a pool that counts: the published one once the platform is published (A.1.4). */
export const poolInForce = (world: WechatWorld, list: 'server' | 'webview'): ReadonlyArray<string> =>
  world.platform.published ? world.platform[list].published : world.platform[list].testing

/** Judges one entry by WeChat's rules (A.1.4): https or the kind's scheme, a host name, no path, ICP filing, the pool. */
export const judge = (world: WechatWorld, kind: ServerKind, given: string, pooled: boolean): Verdict => {
  const entry = completed(kind, given)
  const origin = readOrigin(entry)
  if (origin === undefined || entry.indexOf('://') !== entry.lastIndexOf('://')) return { entry, fault: 'scheme' }
  if (origin.host === 'api.weixin.qq.com') return { entry, fault: 'own-host' }
  const portFits = origin.port === '' || (Number(origin.port) >= 1 && Number(origin.port) <= 65535)
  if (!isHostName(origin.host) || origin.rest !== '' || !portFits) return { entry, fault: 'rule' }
  if (isUnderAny(world.icpMissing, origin.host)) return { entry, fault: 'icp' }
  if (pooled && !inPool(poolInForce(world, 'server'), origin.host, origin.port)) return { entry, fault: 'outside' }
  return { entry, fault: 'none' }
}

/**
 * The host of a business domain, or `undefined` when it breaks a rule: https only, no port, no IP, no path (A.2.2).
 * A trailing slash is let through, for real lists have some (A.2.4).
 */
export const webviewHost = (entry: string): string | undefined => {
  const origin = readOrigin(entry)
  if (origin?.scheme !== 'https://' || origin.port !== '' || !isHostName(origin.host)) return undefined
  return origin.rest === '' || origin.rest === '/' ? origin.host : undefined
}

/** Says whether every entry is a lawful business domain and, where a pool is given, lies in it. */
export const allLawful = (entries: ReadonlyArray<string>, pool: ReadonlyArray<string> | undefined): boolean =>
  entries.every((entry) => {
    const host = webviewHost(entry)
    return host !== undefined && (pool === undefined || isUnderAny(pool, host))
  })

/** Says whether the check file is in its place at every entry's host. */
export const allConfirmed = (missing: ReadonlyArray<string>, entries: ReadonlyArray<string>): boolean =>
  entries.every((entry) => !missing.includes(webviewHost(entry) ?? entry))
