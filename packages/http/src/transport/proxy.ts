import { isProxyUrl } from './settings.js'

/**
 * What of the process's environment names a proxy.
 */
export type ProxyEnvironment = Readonly<Record<string, string | undefined>>

/**
 * A proxy that the environment names.
 */
export interface NamedProxy {
  /** The variable that names it, as it is written there. */
  readonly variable: string
  /** May hold a password. */
  readonly address: string
  /** Why it cannot be used, where it cannot: `scheme` for SOCKS and others, `address` for what is none. */
  readonly wrong: 'scheme' | 'address' | undefined
}

const lookup = (environment: ProxyEnvironment, name: string): readonly [string, string] | undefined => {
  for (const variable of [name.toLowerCase(), name.toUpperCase()]) {
    const value = environment[variable]
    if (value !== undefined) return value.trim() === '' ? undefined : [variable, value.trim()]
  }
  return undefined
}

/**
 * What a variable of the environment says, in small letters first; empty where it says nothing.
 */
export const named = (environment: ProxyEnvironment, name: string): string => lookup(environment, name)?.[1] ?? ''

// `proxy.example:8080` is a common spelling of an address in these variables.
const withScheme = (address: string): string => (address.includes('://') ? address : `http://${address}`)

const wrongOf = (address: string): NamedProxy['wrong'] => {
  if (isProxyUrl(address)) return undefined
  return /^https?:/i.test(address) ? 'address' : 'scheme'
}

const proxyOf = (environment: ProxyEnvironment, ...names: ReadonlyArray<string>): NamedProxy | undefined => {
  const found = names.map((name) => lookup(environment, name)).find((one) => one !== undefined)
  if (found === undefined) return undefined
  const address = withScheme(found[1])
  return { variable: found[0], address, wrong: wrongOf(address) }
}

/**
 * Tells which proxies the environment names: HTTPS_PROXY and HTTP_PROXY, each of them ALL_PROXY where it is not set. Calls and
 * whoever reports on them go by this one reading.
 */
export const environmentProxies = (
  environment: ProxyEnvironment,
): { readonly http: NamedProxy | undefined; readonly https: NamedProxy | undefined } => ({
  http: proxyOf(environment, 'http_proxy', 'all_proxy'),
  https: proxyOf(environment, 'https_proxy', 'all_proxy'),
})
