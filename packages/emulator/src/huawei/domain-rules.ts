import { isUnjudged } from '../domain/lists.js'
import { isHostName, isUnderAny, readOrigin } from '../domain/origin.js'
import type { HuaweiCode } from './replies.js'
import { type DomainType, type HuaweiWorld, type TypeLists, typesOf } from './state.js'

const longest = 128

const schemeOf = (type: DomainType): string => (type === 'webSocket' ? 'wss://' : 'https://')

const ip = /^(?:\d+(?:\.\d+){3}|\[.*\])$/

/** What is wrong with the form of a domain, if anything (docs/vendors/huawei.md C.7.3). */
export const malformed = ({ profile }: HuaweiWorld, type: DomainType, value: string): HuaweiCode | undefined => {
  const origin = readOrigin(value)
  if (origin === undefined) return '205980186'
  const { scheme, host, port, rest } = origin
  if (scheme !== schemeOf(type)) return '205980180'
  if (port !== '' && profile.ports === 'refused') return '205980181'
  if (ip.test(host)) return '205980182'
  if (host === 'localhost' || host.endsWith('.localhost')) return '205980183'
  if (/[^a-z0-9.-]/i.test(host)) return '205980184'
  return rest === '' && isHostName(host) && value.length <= longest ? undefined : '205980186'
}

/** What speaks against a domain besides its form, at either level. */
export const barredHost = (world: HuaweiWorld, type: DomainType, value: string): HuaweiCode | undefined => {
  const host = readOrigin(value)?.host ?? ''
  if (isUnderAny(world.icpMissing, host)) return '205980185'
  if (world.overbound.includes(host)) return '205980189'
  return type === 'webView' && world.confirmFileMissing.includes(host) ? '205980192' : undefined
}

/** Why an app may not list a domain: the pool does not cover it (C.7.2). */
export const outsidePool = (world: HuaweiWorld, type: DomainType, value: string): HuaweiCode | undefined => {
  const { platform, profile } = world
  const category = type === 'webView' ? 'business' : 'server'
  const host = readOrigin(value)?.host ?? ''
  const pool = typesOf(category).flatMap((each) =>
    platform.domains[each].flatMap((entry) => readOrigin(entry)?.host ?? []),
  )
  const covered = profile.poolMatch === 'exact' ? pool.includes(host) : isUnderAny(pool, host)
  return covered ? undefined : profile.outsidePool
}

/** Whether a domain that is listed already is taken again as it is, its form unjudged. */
export const isRepeated = ({ profile }: HuaweiWorld, listed: TypeLists, type: DomainType, value: string): boolean =>
  isUnjudged(profile.listedSpelling, 'set', listed[type], value)
