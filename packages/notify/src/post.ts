import type { Clock } from '@mini-domains/core'
import * as E from 'fp-ts/lib/Either.js'
import type { Posting } from './form/form.js'

/**
 * What came back.
 */
export interface Reply {
  readonly status: number
  readonly body: string
  /** What `retry-after` says, where it says seconds. */
  readonly afterMs?: number
}

/**
 * What messages are sent by: `fetch` of Node, or one that goes through a proxy.
 */
export type Fetch = (
  url: string,
  init: {
    readonly method: 'POST'
    readonly redirect: 'manual'
    readonly headers: Record<string, string>
    readonly body: string
    readonly signal: AbortSignal
  },
) => Promise<{
  readonly status: number
  readonly headers: { readonly get: (name: string) => string | null }
  readonly body: AsyncIterable<Uint8Array> | null
}>

const mostBytes = 65_536

const bodyOf = async (stream: AsyncIterable<Uint8Array> | null): Promise<string> => {
  const pieces: Array<Uint8Array> = []
  let size = 0
  if (stream !== null)
    for await (const piece of stream) {
      pieces.push(piece)
      size += piece.length
      if (size > mostBytes) break
    }
  return Buffer.concat(pieces).subarray(0, mostBytes).toString('utf8')
}

const afterOf = (header: string | null): { readonly afterMs?: number } =>
  header !== null && /^\d{1,6}$/.test(header) ? { afterMs: Number(header) * 1000 } : {}

/**
 * Sends one POST. It follows no redirect, since the key in an address is meant for nobody else, and reads at most 64 KiB of the reply.
 */
export const post = async (
  { url, headers, body }: Posting,
  {
    clock,
    signal,
    timeoutMs,
    fetch,
  }: { readonly clock: Clock; readonly signal: AbortSignal; readonly timeoutMs: number; readonly fetch: Fetch },
): Promise<E.Either<'timed-out' | 'unreachable', Reply>> => {
  const late = new AbortController()
  const cancel = clock.timer(timeoutMs, () => late.abort())
  try {
    const reply = await fetch(url.href, {
      method: 'POST',
      redirect: 'manual',
      headers: { ...headers },
      body,
      signal: AbortSignal.any([signal, late.signal]),
    })
    return E.right({
      status: reply.status,
      body: await bodyOf(reply.body),
      ...afterOf(reply.headers.get('retry-after')),
    })
  } catch {
    return E.left(late.signal.aborted || signal.aborted ? 'timed-out' : 'unreachable')
  } finally {
    cancel()
  }
}
