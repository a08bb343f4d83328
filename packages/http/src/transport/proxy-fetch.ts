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

const tookTooLong = (timeoutMs: number): Error =>
  new DOMException(`no whole reply came within ${timeoutMs} ms`, 'TimeoutError')

/** How long a request may take, its body included. Default as long as it takes. */
interface ProxyRequest extends Omit<RequestInit, 'dispatcher' | 'redirect'> {
  readonly timeoutMs?: number
}

/**
 * Makes one request that no adapter makes, over a connection of its own: as `fetch` of Node, but through the proxy that an adapter's
 * calls go through (HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY, and never one for this machine), and to that one host: a redirect is
 * given back and not followed. Rejects with what `fetch` throws; its cause is a `TimeoutError` where the reply was not whole in `timeoutMs`.
 */
export const proxyFetch = async (
  url: string,
  { environment, proxy }: ProxyChoice,
  { timeoutMs, signal, ...init }: ProxyRequest = {},
): Promise<Response> => {
  const dispatcher = connectionPool({ baseUrl: url, connections: 1, connectTimeoutMs, proxy, environment })
  // Node may collect a signal of a timeout or of several signals, and undici a request, before the abort has come through them.
  const cut = (why: Error): void => void dispatcher.destroy(why)
  const stopped = (): void => cut(new DOMException('This operation was aborted', 'AbortError'))
  const timer = timeoutMs === undefined ? undefined : setTimeout(() => cut(tookTooLong(timeoutMs)), timeoutMs)
  const over = (): void => {
    clearTimeout(timer)
    signal?.removeEventListener('abort', stopped)
  }
  signal?.addEventListener('abort', stopped)
  try {
    signal?.throwIfAborted()
    return await fetch(url, { ...init, redirect: 'manual', dispatcher })
  } finally {
    // Lets the body come to its end first. One that was cut is closed already.
    void dispatcher.close().then(over, over)
  }
}
