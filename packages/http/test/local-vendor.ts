import { type IncomingHttpHeaders, type Server, type ServerResponse, createServer } from 'node:http'
import { type Socket, createServer as createTcpServer } from 'node:net'

/**
 * A request as it reached the vendor.
 */
export interface Received {
  readonly method: string
  readonly url: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/**
 * A vendor on this machine. It goes away by itself after the test.
 */
export interface LocalVendor {
  readonly url: string
  readonly requests: ReadonlyArray<Received>
  readonly sockets: ReadonlySet<Socket>
  /** How many connections there were in all. */
  readonly connections: () => number
  /** How many of them are closed. */
  readonly closed: () => number
}

const goAway: Array<() => void> = []

afterEach(() => {
  for (const close of goAway.splice(0)) close()
})

const portOf = (server: Server | ReturnType<typeof createTcpServer>): number => {
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

const watchSockets = (server: Server | ReturnType<typeof createTcpServer>) => {
  const sockets = new Set<Socket>()
  let count = 0
  server.on('connection', (socket: Socket) => {
    count += 1
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => undefined)
  })
  goAway.push(() => {
    server.close()
    for (const socket of sockets) socket.destroy()
  })
  return { sockets, connections: () => count, closed: () => count - sockets.size }
}

const listening = (server: Server | ReturnType<typeof createTcpServer>): Promise<string> =>
  new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${portOf(server)}`)))

/**
 * A vendor that answers over HTTP.
 */
export const localVendor = async (
  answer: (request: Received, response: ServerResponse, count: number) => void,
): Promise<LocalVendor> => {
  const requests: Array<Received> = []
  const server = createServer((incoming, response) => {
    const chunks: Array<Buffer> = []
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
    incoming.on('end', () => {
      const { method = '', url = '', headers } = incoming
      const request = { method, url, headers, body: Buffer.concat(chunks).toString() }
      requests.push(request)
      answer(request, response, requests.length)
    })
  })
  const watched = watchSockets(server)
  return { url: await listening(server), requests, ...watched }
}

/**
 * A vendor that does as it likes with its sockets.
 */
export const socketVendor = async (
  answer: (socket: Socket, text: string, count: number) => void,
): Promise<LocalVendor> => {
  const requests: Array<Received> = []
  const server = createTcpServer((socket) => {
    socket.on('data', (chunk) => {
      const text = chunk.toString()
      requests.push({ method: '', url: text.split(' ')[1] ?? '', headers: {}, body: text })
      answer(socket, text, requests.length)
    })
  })
  const watched = watchSockets(server)
  return { url: await listening(server), requests, ...watched }
}

/**
 * The address of a port where nobody listens.
 */
export const nobody = async (): Promise<string> => {
  const server = createTcpServer()
  const url = await listening(server)
  await new Promise((resolve) => server.close(resolve))
  return url
}

/**
 * Answers with a JSON body.
 */
export const json = (response: ServerResponse, body: unknown, status = 200): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
