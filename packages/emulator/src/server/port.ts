import { createServer, type RequestListener } from 'node:http'
import type { Socket } from 'node:net'

/** A listening port of 127.0.0.1 that can be shut and opened again under the same number. */
export interface Port {
  readonly number: number
  /** Stops listening and breaks every open connection. Safe to call twice. */
  readonly shut: () => Promise<void>
  readonly open: () => Promise<void>
}

const keepAliveMs = 60_000

/** Opens a port: the number asked for, or a free one for 0. */
export const openPort = async (wanted: number, listener: RequestListener): Promise<Port> => {
  const server = createServer({ keepAliveTimeout: keepAliveMs }, listener)
  const sockets = new Set<Socket>()
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  const listen = (port: number): Promise<number> =>
    new Promise((resolve, reject) => {
      server.once('error', reject)
      server.listen(port, '127.0.0.1', () => {
        server.removeListener('error', reject)
        const address = server.address()
        resolve(typeof address === 'object' && address !== null ? address.port : port)
      })
    })
  const number = await listen(wanted)
  return {
    number,
    open: async () => {
      if (!server.listening) await listen(number)
    },
    shut: () =>
      new Promise((resolve) => {
        if (!server.listening) return resolve()
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}
