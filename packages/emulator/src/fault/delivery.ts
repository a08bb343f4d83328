import type { ServerResponse } from 'node:http'
import type { Reply } from '../server/call.js'
import type { Random } from '../state/random.js'
import type { Fault } from './fault.js'

/** Where an answer goes: `gone` fires when the client has left or the emulator closes. */
export interface Connection {
  readonly response: ServerResponse
  readonly gone: AbortSignal
  readonly random: Random
}

/** Sends an answer whole, with its length. */
export const send = ({ response }: Pick<Connection, 'response'>, { status, headers, body }: Reply): void => {
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) })
  response.end(body)
}

// After a lie about the length the connection is of no more use.
const sendAndHangUp = (line: Connection, head: Reply, length: number, bytes: Buffer): void => {
  const { response } = line
  response.writeHead(head.status, { ...head.headers, 'content-length': length, connection: 'close' })
  response.write(bytes, () => response.socket?.end())
}

const drip = async ({ response, gone }: Connection, reply: Reply, interval: number): Promise<void> => {
  const bytes = Buffer.from(reply.body)
  response.writeHead(reply.status, { ...reply.headers, 'content-length': bytes.length })
  for (const byte of bytes) {
    if (gone.aborted) return
    response.write(Buffer.of(byte))
    await pause(interval, gone)
  }
  response.end()
}

const stallAfter = async ({ response, gone }: Connection, reply: Reply): Promise<void> => {
  response.writeHead(reply.status, { ...reply.headers, 'content-length': Buffer.byteLength(reply.body) })
  response.flushHeaders()
  await untilGone(gone)
}

const noise = (random: Random, length: number): Buffer =>
  Buffer.from(Array.from({ length }, () => Math.floor(random() * 256)))

const padded = (body: string, bytes: number): string => {
  const open = body.trimEnd().replace(/}$/, '')
  return `${open},"padding":"${'x'.repeat(Math.max(0, bytes - open.length - 14))}"}`
}

const withDoubledKey = (body: string): string => {
  const [, key] = /^\s*{\s*"([^"]+)"/.exec(body) ?? []
  return key === undefined ? body : `{"${key}":-1,${body.trimStart().slice(1)}`
}

const hangUp = ({ response }: Connection): void => void response.socket?.destroy()

const reset = ({ response }: Connection): void => void response.socket?.resetAndDestroy()

const html = '<html><head><title>Bad Gateway</title></head><body><h1>Bad Gateway</h1></body></html>'

/** Delivers what a fault makes of the true answer. */
export const deliver = async (line: Connection, fault: Fault, reply: Reply): Promise<void> => {
  switch (fault.kind) {
    case 'refuse':
      return hangUp(line)
    case 'reset-before':
    case 'reset-after':
      return reset(line)
    case 'stall-headers':
      return untilGone(line.gone)
    case 'stall-body':
      return stallAfter(line, reply)
    case 'cut-body': {
      const bytes = Buffer.from(reply.body)
      return sendAndHangUp(line, reply, bytes.length, bytes.subarray(0, fault.bytes ?? Math.floor(bytes.length / 2)))
    }
    case 'wrong-length': {
      const bytes = Buffer.from(reply.body)
      return sendAndHangUp(line, reply, Math.max(1, bytes.length - 7), bytes)
    }
    case 'empty-body':
      return send(line, { ...reply, status: fault.status ?? 200, body: '' })
    case 'html':
      return send(line, { status: fault.status ?? 502, headers: { 'content-type': 'text/html' }, body: html })
    case 'garbage-gzip': {
      const bytes = noise(line.random, 64)
      line.response.writeHead(reply.status, {
        ...reply.headers,
        'content-encoding': 'gzip',
        'content-length': bytes.length,
      })
      return void line.response.end(bytes)
    }
    case 'slow-drip':
      return drip(line, reply, fault.interval ?? 50)
    case 'huge-body':
      return send(line, { ...reply, body: padded(reply.body, fault.bytes ?? 10_000_000) })
    case 'duplicate-keys':
      return send(line, { ...reply, body: withDoubledKey(reply.body) })
    case 'reply': {
      const { status = 200, headers = { 'content-type': 'application/json; encoding=utf-8' }, body = '' } = fault
      return send(line, { status, headers, body: typeof body === 'string' ? body : JSON.stringify(body) })
    }
    case 'revoke-token':
    case 'latency':
      return send(line, reply)
  }
}

/** Waits `ms` milliseconds, or until the signal says that nobody listens any more. Never rejects. */
export const pause = (ms: number, gone: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (gone.aborted) return resolve()
    const finish = (): void => {
      clearTimeout(timer)
      gone.removeEventListener('abort', finish)
      resolve()
    }
    const timer = setTimeout(finish, ms)
    gone.addEventListener('abort', finish)
  })

/** Waits until the signal says that the other side has gone. */
const untilGone = (gone: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (gone.aborted) return resolve()
    gone.addEventListener('abort', () => resolve(), { once: true })
  })
