import { type Clock, systemClock } from '../../packages/core/src/index.js'
import { createServer } from 'node:http'
import { type AddressInfo } from 'node:net'

/**
 * What a watched server answers; `heldMs` later where that is given.
 */
export interface Answer {
  readonly status?: number
  readonly body?: string
  readonly heldMs?: number
}

/**
 * A server that gives one answer to all, and tells what was on the wire.
 */
export interface WatchedServer {
  readonly url: string
  /** Each request: its line, its headers and its body. */
  readonly requests: ReadonlyArray<readonly [string, Readonly<Record<string, unknown>>, string]>
  /** The hosts that it was asked to connect to, as a proxy is. */
  readonly connects: ReadonlyArray<string>
  /** The most requests that were under way at once. */
  readonly most: () => number
  readonly close: () => Promise<void>
}

/**
 * Starts one on a port of its own.
 */
export const startWatched = async ({ status = 200, body = '{}', heldMs = 0 }: Answer = {}): Promise<WatchedServer> => {
  const requests: Array<readonly [string, Readonly<Record<string, unknown>>, string]> = []
  const connects: Array<string> = []
  let open = 0
  let most = 0
  const server = createServer((request, response) => {
    open += 1
    most = Math.max(most, open)
    let text = ''
    request.setEncoding('utf8')
    request.on('data', (part: string) => (text += part))
    request.on('end', () => {
      const { host: _host, ...headers } = request.headers
      requests.push([`${request.method} ${request.url}`, headers, text])
      setTimeout(() => {
        open -= 1
        response.writeHead(status, { 'content-type': 'application/json' }).end(body)
      }, heldMs)
    })
  })
  server.on('connect', ({ url = '' }, socket) => {
    connects.push(url)
    socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n')
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('a server without a port')
  const { port }: AddressInfo = address
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    connects,
    most: () => most,
    close: () =>
      new Promise((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}

/**
 * A clock on which short waits are over at once, and that tells all waits that were asked for.
 */
export const watchedClock = () => {
  const asked: Array<number> = []
  let ahead = 0
  const now = (): number => 1_000_000 + ahead
  const clock: Clock = {
    now,
    monotonic: now,
    random: () => 0.5,
    timer: (ms, run) => {
      asked.push(ms)
      if (ms > 4_000) return systemClock.timer(ms, run)
      ahead += ms
      return systemClock.timer(0, run)
    },
    sleep: (ms, signal) => {
      ahead += ms
      return systemClock.sleep(0, signal)
    },
  }
  return { clock, asked }
}
