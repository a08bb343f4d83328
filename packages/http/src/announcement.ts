import { type Call, type Clock, type DomainError, type Hooks } from '@mini-domains/core'
import * as E from 'fp-ts/lib/Either.js'

/**
 * Tells the hooks of a call what becomes of one attempt.
 */
export interface Announcement {
  readonly ended: (result: E.Either<DomainError, unknown>) => void
  readonly retrying: (delayMs: number, error: DomainError) => void
}

const silent: Announcement = { ended: () => undefined, retrying: () => undefined }

const quietly = (tell: () => void): void => {
  try {
    tell()
  } catch {
    // Watching a call must not change it: what a hook throws is the program's own and is dropped (core's Hooks say so).
  }
}

/**
 * Announces an attempt to the hooks, without its token, and gives what announces its end. Costs nothing without hooks.
 */
export const announce = (
  hooks: Hooks,
  clock: Clock,
  call: Call,
  request: { readonly method: string; readonly path: string },
  attempt: number,
): Announcement => {
  const { onRequest, onResponse, onRetry } = hooks
  if (onRequest === undefined && onResponse === undefined && onRetry === undefined) return silent
  const { vendor, operation, subject } = call
  const shared = { vendor, operation, subject, method: request.method, url: request.path, attempt }
  const started = clock.now()
  quietly(() => onRequest?.({ _tag: 'Request', ...shared }))
  return {
    ended: (result) =>
      quietly(() => {
        const error = E.isLeft(result) ? result.left : undefined
        onResponse?.({
          _tag: 'Response',
          ...shared,
          durationMs: clock.now() - started,
          ...(error === undefined ? {} : { error: error._tag }),
          ...(error?.httpStatus === undefined ? {} : { httpStatus: error.httpStatus }),
          ...(error?.requestId === undefined ? {} : { requestId: error.requestId }),
        })
      }),
    retrying: (delayMs, error) =>
      quietly(() => onRetry?.({ _tag: 'Retry', vendor, operation, subject, attempt, delayMs, because: error._tag })),
  }
}
