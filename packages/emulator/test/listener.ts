import { createDecipheriv, createHash } from 'node:crypto'
import { createServer } from 'node:http'

/** A push as a platform receives it. */
export interface Received {
  readonly query: URLSearchParams
  readonly body: string
}

/** Listens for pushes while a test runs, and answers `success`. */
export const withListener = async (
  test: (url: string, received: ReadonlyArray<Received>) => Promise<void>,
): Promise<void> => {
  const received: Array<Received> = []
  const server = createServer((request, response) => {
    const chunks: Array<string> = []
    request.setEncoding('utf8')
    request.on('data', (chunk: string) => chunks.push(chunk))
    request.on('end', () => {
      received.push({ query: new URL(request.url ?? '/', 'http://x').searchParams, body: chunks.join('') })
      response.end('success')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  try {
    await test(`http://127.0.0.1:${port}/events?own=1`, received)
  } finally {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
}

/** Opens a sealed text as the vendors' pages say: the message and the receiver named after it. */
export const unsealed = (aesKey: string, encrypt: string): { readonly message: string; readonly receiver: string } => {
  const key = Buffer.from(`${aesKey}=`, 'base64')
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
  const padded = Buffer.concat([decipher.update(encrypt, 'base64'), decipher.final()])
  const plain = padded.subarray(0, padded.length - (padded[padded.length - 1] ?? 0))
  const end = 20 + plain.readUInt32BE(16)
  return { message: plain.subarray(20, end).toString('utf8'), receiver: plain.subarray(end).toString('utf8') }
}

/** The signature a platform works out for itself. */
export const signed = (...parts: ReadonlyArray<string>): string =>
  createHash('sha1')
    .update([...parts].sort().join(''))
    .digest('hex')
