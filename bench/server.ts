/**
 * The vendor, in a process of its own: answers every request at once with the same reply.
 *
 * Written on a bare socket, so that it costs a fraction of the cheapest client and is never what is measured.
 */
import { type Socket, createServer } from 'node:net'
import { reply } from './traffic.js'

const answer = Buffer.from(
  [
    'HTTP/1.1 200 OK',
    'Connection: keep-alive',
    'Content-Type: application/json; encoding=utf-8',
    'Date: Sat, 01 Jan 2022 00:00:00 GMT',
    `Content-Length: ${Buffer.byteLength(reply)}`,
    '',
    reply,
  ].join('\r\n'),
)

const headEnd = '\r\n\r\n'
const nothing: Buffer = Buffer.alloc(0)

const lengthOf = (head: string): number => Number(/content-length: *(\d+)/i.exec(head)?.[1] ?? 0)

// The size of the first request in these bytes, or nothing while it has not all come.
const sizeOf = (bytes: Buffer): number | undefined => {
  const end = bytes.indexOf(headEnd)
  if (end === -1) return undefined
  const size = end + headEnd.length + lengthOf(bytes.toString('latin1', 0, end))
  return size <= bytes.length ? size : undefined
}

const serve = (socket: Socket): void => {
  let pending: Buffer = nothing
  socket.setNoDelay(true)
  socket.on('error', () => socket.destroy())
  socket.on('data', (chunk: Buffer) => {
    pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk])
    for (let size = sizeOf(pending); size !== undefined; size = sizeOf(pending)) {
      pending = pending.subarray(size)
      socket.write(answer)
    }
  })
}

const server = createServer(serve)
server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () => {
  const address = server.address()
  if (address !== null && typeof address === 'object') process.send?.({ port: address.port })
})
process.on('disconnect', () => process.exit())
