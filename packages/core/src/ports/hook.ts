import { type Where } from '../error/details.js'

/**
 * A request leaves. No token is in any event.
 */
export interface RequestEvent extends Where {
  readonly _tag: 'Request'
  readonly method: string
  /** The address without its query's secrets. */
  readonly url: string
  /** From 1. */
  readonly attempt: number
}

/**
 * A reply came, or a failure in its place.
 */
export interface ResponseEvent extends Where {
  readonly _tag: 'Response'
  readonly method: string
  readonly url: string
  readonly attempt: number
  readonly durationMs: number
  readonly httpStatus?: number
  /** The tag of the error that the call came to, where it did. */
  readonly error?: string
  readonly requestId?: string
}

/**
 * A call is to be tried again.
 */
export interface RetryEvent extends Where {
  readonly _tag: 'Retry'
  /** The attempt that failed, from 1. */
  readonly attempt: number
  readonly delayMs: number
  readonly because: string
}

/**
 * What a program may listen to. Watching a call never changes it: what a hook throws, or rejects with, is dropped.
 */
export interface Hooks {
  readonly onRequest?: (event: RequestEvent) => void
  readonly onResponse?: (event: ResponseEvent) => void
  readonly onRetry?: (event: RetryEvent) => void
}

/**
 * Tells a hook, which must not change what it watches: what it throws is the program's own and is dropped. One that is an async function
 * may reject, which would end the process where nobody handles it.
 */
export const quietly = (tell: () => unknown): void => {
  try {
    const told = tell()
    if (typeof told === 'object') Promise.resolve(told).catch(() => undefined)
  } catch {
    // Dropped, as said above.
  }
}
