import { type DomainError } from '@mini-domains/core'
import {
  type Call,
  cancelled,
  connectionFailed,
  spentNothing,
  timedOut,
  unreadableReply,
} from '@mini-domains/core/adapter'
import { type Effect } from '../client/retry.js'

/**
 * A reply as it came: status, headers by lower-case name, the body's bytes and their text.
 */
export interface Reply {
  readonly status: number
  readonly header: (name: string) => string | undefined
  readonly bytes: Uint8Array
  /** The body as UTF-8, without a byte order mark. */
  readonly text: string
}

/**
 * Why there is no reply.
 *
 * `sent` tells whether the request may have arrived: false only where it surely never left.
 */
export type TransportFailure =
  | { readonly _tag: 'NoConnection'; readonly code: string; readonly sent: boolean }
  | { readonly _tag: 'Deadline'; readonly sent: boolean }
  | { readonly _tag: 'Aborted'; readonly sent: boolean }
  | { readonly _tag: 'TooLarge'; readonly limit: number; readonly status: number }
  | { readonly _tag: 'BadEncoding'; readonly encoding: string; readonly status: number }

/**
 * Tells a transport failure in the words of core.
 */
export const transportError = (call: Call, failure: TransportFailure, timeoutMs: number): DomainError => {
  switch (failure._tag) {
    case 'NoConnection':
      return connectionFailed(call, failure.code, failure.sent)
    case 'Deadline':
      return timedOut(call, timeoutMs, failure.sent)
    case 'Aborted':
      return cancelled(call, failure.sent)
    case 'TooLarge':
      return unreadableReply(
        call,
        { httpStatus: failure.status },
        {
          path: '',
          expected: `at most ${failure.limit} bytes`,
          excerpt: '',
        },
      )
    case 'BadEncoding':
      return unreadableReply(
        call,
        { httpStatus: failure.status },
        {
          path: 'content-encoding',
          expected: 'gzip, deflate or br that can be undone',
          excerpt: failure.encoding,
        },
      )
  }
}

/**
 * Makes an error say what holds for its kind of call: a read spends and changes nothing; after a write whose fate is
 * unknown, the next step is a read.
 */
export const forEffect = (effect: Effect, error: DomainError): DomainError => {
  if (effect === 'write') return error.fate === 'unknown' ? { ...error, retry: { when: 'after-read' } } : error
  const retry = error.retry.when === 'after-read' ? { when: 'never' as const } : error.retry
  return { ...error, ...spentNothing, fate: 'not-done', retry }
}
