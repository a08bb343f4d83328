import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'

/** One request as it reached a vendor's server. `at` is in milliseconds; `utf8` is false when the body was not UTF-8. */
export interface Call {
  readonly method: string
  readonly path: string
  readonly rawQuery: string
  readonly query: URLSearchParams
  readonly headers: { readonly [name: string]: string }
  readonly body: string
  readonly utf8: boolean
  readonly ip: string
  readonly at: number
}

/** What a vendor answers. */
export interface Reply {
  readonly status: number
  readonly headers: { readonly [name: string]: string }
  readonly body: string
}

/** A vendor's answer worked out but not yet carried out: `commit` writes the modification, when there is one. */
export interface Outcome {
  readonly reply: Reply
  readonly changes: boolean
  readonly commit: () => void
}

/** An outcome that only answers. */
export const answerOnly = (reply: Reply): Outcome => ({ reply, changes: false, commit: () => undefined })

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
