import { Agent, type Dispatcher, EnvHttpProxyAgent, Pool, ProxyAgent } from 'undici'
import { type ProxyEnvironment, environmentProxies, named } from './proxy.js'
import { isLoopback } from './settings.js'

/**
 * The settings of a pool of connections.
 */
export interface PoolOptions {
  readonly baseUrl: string
  readonly connections: number
  /** How long an attempt to connect may live after the calls that wanted it are gone. */
  readonly connectTimeoutMs: number
  readonly proxy: string | undefined
  readonly environment: ProxyEnvironment
}

const limits = ({ connections, connectTimeoutMs }: PoolOptions) => ({
  connections,
  pipelining: 1,
  // The deadline of a call is kept by the call itself, over connect, headers and body.
  headersTimeout: 0,
  bodyTimeout: 0,
  // This one only clears away what no call waits for any more: it would hold a place in the pool, and the process.
  connect: { timeout: connectTimeoutMs },
})

// undici leaves a user out who has no password.
const signedIn = (address: string): { readonly token?: string } => {
  const { username, password } = new URL(address)
  if (username === '') return {}
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`
  return { token: `Basic ${Buffer.from(pair).toString('base64')}` }
}

const throughProxy = (options: PoolOptions, address: string) => {
  const connect = { timeout: options.connectTimeoutMs }
  return {
    ...limits(options),
    ...signedIn(address),
    proxyTls: connect,
    requestTls: connect,
    // A proxy that takes the connection and never answers CONNECT is one more attempt to connect.
    clientFactory: (proxy: URL, given: object): Dispatcher =>
      new Pool(proxy, { ...given, headersTimeout: options.connectTimeoutMs }),
  }
}

/**
 * Fails each call with `ERR_INVALID_PROXY`: to go past a proxy that was asked for would show the vendor another address.
 */
const unusable = (options: PoolOptions): Dispatcher =>
  throughNamed(options, {
    ...limits(options),
    httpProxy: nowhere,
    httpsProxy: nowhere,
    clientFactory: () =>
      new Agent({
        connect: (_, callback) =>
          callback(
            Object.assign(new Error('the environment names a proxy that is no address'), { code: 'ERR_INVALID_PROXY' }),
            null,
          ),
      }),
  })

// No such host; nothing is ever sent to it.
const nowhere = 'http://proxy.invalid'

/** Goes through a proxy, but for the hosts that NO_PROXY names. */
const throughNamed = ({ environment }: PoolOptions, given: EnvHttpProxyAgent.Options): Dispatcher =>
  new EnvHttpProxyAgent({ ...given, noProxy: named(environment, 'no_proxy') })

/**
 * Makes the one pool of connections of a provider: kept alive, bounded, and through a proxy only where one is named.
 */
export const connectionPool = (options: PoolOptions): Dispatcher => {
  const { environment, proxy } = options
  const { origin, hostname, protocol } = new URL(options.baseUrl)
  if (isLoopback(hostname)) return new Pool(origin, limits(options))
  if (proxy !== undefined) return new ProxyAgent({ ...throughProxy(options, proxy), uri: proxy })
  const { http, https } = environmentProxies(environment)
  const used = protocol === 'https:' ? (https ?? http) : http
  // Whoever names a proxy that is no address still meant to go through one.
  if ((used ?? https)?.wrong !== undefined) return unusable(options)
  if (used === undefined) return new Pool(origin, limits(options))
  return throughNamed(options, {
    ...throughProxy(options, used.address),
    // One origin has one proxy: where the variable for the other scheme is wrong, no call minds.
    httpProxy: used.address,
    httpsProxy: used.address,
  })
}
