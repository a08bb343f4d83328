import { createServer, type IncomingMessage, request as httpRequest } from 'node:http'

/** A request as the adapter sent it. */
export interface Sent {
  readonly method: string
  readonly path: string
  readonly headers: NodeJS.Dict<string | Array<string>>
  readonly body: string
}

/** An answer as the vendor gave it. */
export interface Answered {
  readonly status: number
  readonly headers: NodeJS.Dict<string | Array<string>>
  readonly body: Buffer
}

/** What a tap does with a request: passes it on, once, never or often, changed or not, and answers. */
export type Tap = (sent: Sent, pass: (sent: Sent) => Promise<Answered>) => Promise<Answered>

const bodyOf = async (message: IncomingMessage): Promise<Buffer> => {
  const chunks: Array<Buffer> = []
  for await (const chunk of message) if (Buffer.isBuffer(chunk)) chunks.push(chunk)
  return Buffer.concat(chunks)
}

const passTo =
  (baseUrl: string, gone: AbortSignal) =>
  (sent: Sent): Promise<Answered> =>
    new Promise((resolve, reject) => {
      const { 'content-length': _, ...headers } = sent.headers
      const options = {
        method: sent.method,
        headers: { ...headers, 'content-length': String(Buffer.byteLength(sent.body)) },
        signal: gone,
      }
      const outgoing = httpRequest(`${baseUrl}${sent.path}`, options, (incoming) => {
        bodyOf(incoming).then(
          (body) => resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body }),
          reject,
        )
      })
      outgoing.on('error', reject)
      outgoing.end(sent.body)
    })

const lasting = ({ 'content-length': _, 'transfer-encoding': __, ...headers }: Answered['headers']) => headers

/** Puts a tap into the wire between an adapter and a vendor. */
export const wireTap =
  (tap: Tap) =>
  async (baseUrl: string): Promise<{ readonly baseUrl: string; readonly close: () => Promise<void> }> => {
    const server = createServer((incoming, response) => {
      const gone = new AbortController()
      response.on('close', () => gone.abort())
      const serve = async (): Promise<void> => {
        const { method = '', url = '', headers } = incoming
        const body = (await bodyOf(incoming)).toString()
        const answer = await tap({ method, path: url, headers, body }, passTo(baseUrl, gone.signal))
        response.writeHead(answer.status, { ...lasting(answer.headers), 'content-length': answer.body.length })
        response.end(answer.body)
      }
      serve().catch(() => response.socket?.destroy())
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    return {
      baseUrl: `http://127.0.0.1:${port}`,
      close: () =>
        new Promise((resolve) => {
          server.closeAllConnections()
          server.close(() => resolve())
        }),
    }
  }
