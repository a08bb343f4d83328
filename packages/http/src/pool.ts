import { Agent, type Dispatcher, EnvHttpProxyAgent, ProxyAgent } from 'undici'
import { isLoopback } from './settings.js'

/**
 * What of the process's environment names a proxy.
 */
export type ProxyEnvironment = Readonly<Record<string, string | undefined>>

const limits = (connections: number) => ({
  connections,
  pipelining: 1,
  // The deadline of a call is kept by the call itself, over connect, headers and body.
  headersTimeout: 0,
  bodyTimeout: 0,
  connect: { timeout: 0 },
})

const named = (environment: ProxyEnvironment, name: string): string | undefined =>
  environment[name.toLowerCase()] ?? environment[name.toUpperCase()]

/**
 * Makes the one pool of connections of a provider: kept alive, bounded, and through a proxy only where one is named.
 */
export const connectionPool = (
  baseUrl: string,
  connections: number,
  proxy: string | undefined,
  environment: ProxyEnvironment,
): Dispatcher => {
  const options = limits(connections)
  if (isLoopback(new URL(baseUrl).hostname)) return new Agent(options)
  if (proxy !== undefined) return new ProxyAgent({ ...options, uri: proxy })
  const httpProxy = named(environment, 'http_proxy')
  const httpsProxy = named(environment, 'https_proxy')
  if ((httpProxy ?? httpsProxy ?? '') === '') return new Agent(options)
  return new EnvHttpProxyAgent({
    ...options,
    noProxy: named(environment, 'no_proxy') ?? '',
    ...(httpProxy === undefined ? {} : { httpProxy }),
    ...(httpsProxy === undefined ? {} : { httpsProxy }),
  })
}
