import { createServer } from 'node:http'
import { buffer } from 'node:stream/consumers'

/** A request as it came over the wire, nothing of it interpreted but the address. */
export interface Captured {
  readonly method: string
  readonly path: string
  readonly query: string
  readonly contentType: string | undefined
  readonly body: string
}

/** A vendor that gives these replies one after the other and keeps what it was sent. */
export interface CaptureServer {
  readonly baseUrl: string
  readonly requests: ReadonlyArray<Captured>
}

/**
 * Runs a conversation with a server that gives the replies in their order. A request beyond the last one gets HTTP 500, so that
 * a call too many cannot pass unseen.
 */
export const withCaptureServer = async <A>(
  replies: ReadonlyArray<string>,
  talk: (server: CaptureServer) => Promise<A>,
): Promise<A> => {
  const requests: Array<Captured> = []
  const server = createServer((request, response) => {
    void buffer(request).then((bytes) => {
      const [path = '', query = ''] = (request.url ?? '').split('?')
      const reply = replies[requests.length]
      requests.push({
        method: request.method ?? '',
        path,
        query,
        contentType: request.headers['content-type'],
        body: bytes.toString('latin1'),
      })
      response.writeHead(reply === undefined ? 500 : 200, { 'content-type': 'application/json' })
      response.end(reply ?? 'no reply is left')
    })
  })
  const port = await new Promise<number>((resolve, reject) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      if (typeof address === 'object' && address !== null) resolve(address.port)
      else reject(new Error('the server has no port'))
    })
  })
  try {
    return await talk({ baseUrl: `http://127.0.0.1:${port}`, requests })
  } finally {
    server.closeAllConnections()
    server.close()
  }
}
