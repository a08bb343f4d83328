import { type DomainError } from '@mini-domains/core'
import {
  type Call,
  cancelled,
  connectionFailed,
  spentNothing,
  timedOut,
  unreadableReply,
} from '@mini-domains/core/adapter'
import { type Effect } from './retry.js'
import { type TransportFailure } from './reply.js'

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
