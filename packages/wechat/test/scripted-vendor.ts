import { createServer, type IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'

/** A request as it came over the wire. */
export interface Sent {
  readonly method: string
  readonly path: string
  readonly query: string
  readonly type: string | undefined
  readonly body: string
}

/** What the scripted vendor says: a body with HTTP 200, or more. */
export type Reply = string | { readonly status: number; readonly body: string; readonly type?: string }

/** A vendor that says what it is told to, the last reply again and again, and keeps what it was sent. */
export interface ScriptedVendor {
  readonly baseUrl: string
  readonly sent: ReadonlyArray<Sent>
}

const sentOf = async (request: IncomingMessage): Promise<Sent> => {
  const [path = '', query = ''] = (request.url ?? '').split('?')
  return {
    method: request.method ?? '',
    path,
    query,
    type: request.headers['content-type'],
    body: await text(request),
  }
}

/** Runs a test against a vendor that gives these replies. */
export const withReplies = async <A>(
  replies: ReadonlyArray<Reply>,
  test: (vendor: ScriptedVendor) => Promise<A>,
): Promise<A> => {
  const sent: Array<Sent> = []
  const server = createServer((request, response) => {
    void sentOf(request).then((one) => {
      const reply = replies[Math.min(sent.length, replies.length - 1)] ?? ''
      sent.push(one)
      const { status, body, type } = typeof reply === 'string' ? { status: 200, body: reply, type: undefined } : reply
      response.writeHead(status, { 'content-type': type ?? 'application/json; encoding=utf-8' })
      response.end(body)
    })
  })
  const port = await new Promise<number>((resolve, reject) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      if (typeof address === 'object' && address !== null) resolve(address.port)
      else reject(new Error('no port'))
    })
  })
  try {
    return await test({ baseUrl: `http://127.0.0.1:${port}`, sent })
  } finally {
    server.closeAllConnections()
    server.close()
  }
}
