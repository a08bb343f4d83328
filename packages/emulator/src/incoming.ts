import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import type { Call } from './call.js'

const readBytes = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Array<Buffer> = []
  for await (const chunk of request) {
    if (Buffer.isBuffer(chunk)) chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

const flat = (headers: IncomingHttpHeaders): { readonly [name: string]: string } =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, typeof value === 'string' ? value : value.join(', ')]],
    ),
  )

/** Reads a request to its end. Rejects when the client leaves before that. */
export const readCall = async (request: IncomingMessage, clock: () => number): Promise<Call> => {
  const bytes = await readBytes(request)
  const body = bytes.toString('utf8')
  const [path = '/', ...rest] = (request.url ?? '/').split('?')
  const rawQuery = rest.join('?')
  return {
    method: request.method ?? '',
    path,
    rawQuery,
    query: new URLSearchParams(rawQuery),
    headers: flat(request.headers),
    body,
    utf8: Buffer.from(body, 'utf8').equals(bytes),
    ip: request.socket.remoteAddress ?? '',
    at: clock(),
  }
}
