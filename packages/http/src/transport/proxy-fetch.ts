import { type RequestInit, type Response, fetch } from 'undici'
import { connectionPool } from './connections.js'
import { type ProxyEnvironment } from './proxy.js'

/**
 * Which proxy a request goes through.
 */
export interface ProxyChoice {
  readonly environment: ProxyEnvironment
  /** As `proxy` of an adapter's config: before all that the environment says. */
  readonly proxy?: string | undefined
}

const connectTimeoutMs = 10_000

/**
 * Makes one request that no adapter makes, over a connection of its own: as `fetch` of Node, but through the proxy that an adapter's
 * calls go through (HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY, and never one for this machine), and to that one host: a redirect is
 * given back and not followed. Rejects with what `fetch` throws.
 */
export const proxyFetch = async (
  url: string,
  { environment, proxy }: ProxyChoice,
  init: Omit<RequestInit, 'dispatcher' | 'redirect'> = {},
): Promise<Response> => {
  const dispatcher = connectionPool({ baseUrl: url, connections: 1, connectTimeoutMs, proxy, environment })
  try {
    return await fetch(url, { ...init, redirect: 'manual', dispatcher })
  } finally {
    // Lets the body come to its end first.
    void dispatcher.close()
  }
}
