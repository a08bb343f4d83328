import { systemClock } from '@mini-domains/core'
import { once } from 'node:events'
import { type Server, createServer } from 'node:http'
import { type Socket, connect } from 'node:net'
import { endServer, graceMs } from '../../../src/commands/listen/run.js'

/** A clock whose timers go off when the test says so. */
const handClock = () => {
  const waiting = new Map<number, () => void>()
  return {
    clock: {
      ...systemClock,
      timer: (ms: number, run: () => void) => {
        waiting.set(ms, run)
        return () => void waiting.delete(ms)
      },
    },
    waiting,
  }
}

const listening = async (server: Server): Promise<number> => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

const sending = async (port: number, text: string): Promise<Socket> => {
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  socket.write(text)
  return socket
}

test.each([
  ['in its head', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Le'],
  ['in its body', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf'],
  ['before its first byte', ''],
])('a request that stops %s is ended after the grace, and the server with it', async (_, text) => {
  const server = createServer((request) => void request.resume())
  const connected = once(server, 'connection')
  const port = await listening(server)
  const socket = await sending(port, text)
  await connected
  const { clock, waiting } = handClock()
  const ended = endServer(server, clock)
  expect([...waiting.keys()]).toEqual([graceMs])
  // How the end is told to the client, by a reset or not, is the system's choice.
  const gone = new Promise((resolve) => socket.on('error', resolve).on('close', resolve).resume())
  waiting.get(graceMs)?.()
  await Promise.all([ended, gone])
  expect(waiting.size).toBe(0)
})

test('a request under way is answered before the server ends, and no timer is left', async () => {
  const server = createServer((_, response) => {
    void endServer(server, clock).then(done)
    response.end('answered')
  })
  let done = (): void => undefined
  const ended = new Promise<void>((resolve) => {
    done = resolve
  })
  const { clock, waiting } = handClock()
  const reply = await fetch(`http://127.0.0.1:${await listening(server)}/`, { headers: { connection: 'close' } })
  expect(await reply.text()).toBe('answered')
  await ended
  expect(waiting.size).toBe(0)
})
