import { isHostName, isUnderAny, readOrigin } from '../origin.js'

/**
 * The host of a business domain, or `undefined` when it breaks a rule: https only, no port, no IP, no path (A.2.2).
 * A trailing slash is let through, for real lists have some (A.2.4).
 */
const webviewHost = (entry: string): string | undefined => {
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
