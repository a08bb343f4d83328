import { type DomainError } from '@mini-domains/core'
import { type Call, cancelled, connectionFailed, timedOut, unreadableReply } from '@mini-domains/core/adapter'

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
 * Why there is no reply. `sent` says whether the request may have arrived: false only if it surely never left.
 */
export type TransportFailure =
  | { readonly _tag: 'NoConnection'; readonly code: string; readonly sent: boolean; readonly host?: string }
  | { readonly _tag: 'Deadline'; readonly sent: boolean }
  | { readonly _tag: 'Aborted'; readonly sent: boolean }
  | { readonly _tag: 'TooLarge'; readonly limit: number; readonly status: number }
  | { readonly _tag: 'BadEncoding'; readonly encoding: string; readonly status: number }

const undecodable = (call: Call, httpStatus: number, path: string, expected: string, excerpt: string): DomainError =>
  unreadableReply(call, { httpStatus }, { path, expected, excerpt })

/**
 * The error of a call whose transport failed.
 */
export const transportError = (call: Call, failure: TransportFailure, timeoutMs: number): DomainError => {
  switch (failure._tag) {
    case 'NoConnection':
      return connectionFailed(call, failure.code, failure.sent, failure.host)
    case 'Deadline':
      return timedOut(call, timeoutMs, failure.sent)
    case 'Aborted':
      return cancelled(call, failure.sent)
    case 'TooLarge':
      return undecodable(call, failure.status, '', `at most ${failure.limit} bytes`, '')
    case 'BadEncoding': {
      const expected = 'gzip, deflate or br that can be undone'
      return undecodable(call, failure.status, 'content-encoding', expected, failure.encoding)
    }
  }
}
