import type { ReadableStream } from 'node:stream/web'
import type { FetchText } from '@mini-domains/fleet'
import { type ProxyChoice, proxyFetch } from '@mini-domains/http'

const bodyOf = async (
  stream: ReadableStream<Uint8Array> | null,
  maxBytes: number,
): Promise<{ readonly body: Uint8Array; readonly cut: boolean }> => {
  const chunks: Array<Uint8Array> = []
  let size = 0
  if (stream !== null) {
    for await (const chunk of stream) {
      chunks.push(chunk)
      size += chunk.length
      if (size > maxBytes) break
    }
  }
  return { body: Buffer.concat(chunks).subarray(0, maxBytes), cut: size > maxBytes }
}

/**
 * Makes one GET over the network, through the proxy that calls go through, follows no redirect, and reads no more than it must.
 */
export const fetchText =
  (stop: AbortSignal, environment: ProxyChoice['environment']): FetchText =>
  async (url, { timeoutMs, maxBytes }) => {
    const { status, headers, body } = await proxyFetch(
      url,
      { environment },
      {
        signal: stop,
        timeoutMs,
        // As the file is, without what a compression could do to it.
        headers: { 'accept-encoding': 'identity' },
      },
    )
    const location = headers.get('location')
    const contentType = headers.get('content-type')
    return {
      status,
      ...(location === null ? {} : { location }),
      ...(contentType === null ? {} : { contentType }),
      ...(await bodyOf(body, maxBytes)),
    }
  }
