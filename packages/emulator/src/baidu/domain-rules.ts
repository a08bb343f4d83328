import { isHostName, isUnderAny, readOrigin } from '../domain/origin.js'
import { type BaiduWorld, type ServerKind, serverKinds } from './state.js'

const anyScheme: ReadonlyArray<string> = ['http://', 'https://', 'wss://']

const schemesOf = (world: BaiduWorld, kind: ServerKind): ReadonlyArray<string> =>
  world.profile.schemes === 'any' ? anyScheme : kind === 'socket_domain' ? ['wss://'] : ['https://']

/** The host of an entry with one of the schemes, or `undefined` when it breaks a rule (docs/vendors/baidu.md B.1.4). */
export const lawfulHost = (
  world: BaiduWorld,
  entry: string,
  schemes: ReadonlyArray<string> = world.profile.schemes === 'any' ? anyScheme : ['https://'],
): string | undefined => {
  const origin = readOrigin(entry)
  // No IP, no localhost, no port (B.1.4); no path (guess). An unfiled host has no errno of its own: 470014 (guess).
  if (origin === undefined || !schemes.includes(origin.scheme) || origin.port !== '' || origin.rest !== '')
    return undefined
  return isHostName(origin.host) && !isUnderAny(world.icpMissing, origin.host) ? origin.host : undefined
}

/**
 * The host of an entry that is listed in just this spelling and that a call repeats: its form is no reason to refuse it (guess,
 * B.1.4; the profile's `listedSpelling`). That it is not filed is.
 */
export const listedHost = (world: BaiduWorld, entry: string): string | undefined => {
  const host = readOrigin(entry)?.host
  return host === undefined || isUnderAny(world.icpMissing, host) ? undefined : host
}

/** The host of a lawful server domain of a kind; openapi.baidu.com is never one (B.1.4). */
export const lawfulServerHost = (world: BaiduWorld, kind: ServerKind, entry: string): string | undefined => {
  const host = lawfulHost(world, entry, schemesOf(world, kind))
  return host === 'openapi.baidu.com' ? undefined : host
}

/** The bare hosts of a list of entries. */
export const hostsOf = (entries: ReadonlyArray<string>): ReadonlyArray<string> =>
  entries.flatMap((entry) => readOrigin(entry)?.host ?? [])

/** The hosts under which an app's server domains of a kind must lie (B.1.4). */
export const serverPool = (world: BaiduWorld, kind: ServerKind): ReadonlyArray<string> => {
  const { server } = world.platform
  return hostsOf(world.profile.poolMatch === 'same-kind' ? server[kind] : serverKinds.flatMap((each) => server[each]))
}
