import { type PromisedProvider } from '@mini-domains/core'
import { promises } from '@mini-domains/core/adapter'
import { createServer } from 'node:http'
import { type AddressInfo } from 'node:net'
import { providerOf } from './emulated.js'

/** A request as it came in. */
export interface Captured {
  readonly method: string
  readonly url: string
  readonly contentType: string | undefined
  readonly body: string
}

/** What to answer. */
export interface Canned {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body: string | Uint8Array
}

/** A server that keeps what it is sent and answers what it is told, the last answer again and again. */
export interface Capture {
  readonly baseUrl: string
  readonly requests: ReadonlyArray<Captured>
  readonly answer: (...replies: ReadonlyArray<Canned | string>) => void
  readonly provider: (config?: Readonly<Record<string, unknown>>) => PromisedProvider
  readonly clear: () => void
  readonly close: () => Promise<void>
}

const ok: Canned = { body: '{"errno":0,"msg":"success"}' }

export const startCapture = async (): Promise<Capture> => {
  const requests: Array<Captured> = []
  let replies: ReadonlyArray<Canned> = [ok]
  const server = createServer((request, response) => {
    const chunks: Array<Buffer> = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const [next = ok, ...rest] = replies
      if (rest.length > 0) replies = rest
      requests.push({
        method: request.method ?? '',
        url: request.url ?? '',
        contentType: request.headers['content-type'],
        body: Buffer.concat(chunks).toString('utf8'),
      })
      response.writeHead(next.status ?? 200, { 'content-type': 'application/json;charset=UTF-8', ...next.headers })
      response.end(next.body)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address: AddressInfo | string | null = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const baseUrl = `http://127.0.0.1:${address.port}`
  return {
    baseUrl,
    requests,
    answer: (...next) => {
      replies = next.map((reply) => (typeof reply === 'string' ? { body: reply } : reply))
    },
    provider: (config = {}) =>
      promises(providerOf({ baseUrl, attempts: 1, tokens: { platform: '42.tp', apps: { '1': '45.app' } }, ...config })),
    clear: () => {
      requests.length = 0
      replies = [ok]
    },
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
