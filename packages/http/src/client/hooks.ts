import { type Clock, type DomainError, type Hooks } from '@mini-domains/core'
import { type Call, quietly } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'

/**
 * Tells the hooks how an attempt ended.
 */
export type NotifyEnd = (result: E.Either<DomainError, unknown>) => void

const silent: NotifyEnd = () => undefined

// A raw call may have been given a query in its path, and with it a secret.
const withoutQuery = (path: string): string => path.split('?', 1).join('')

/**
 * Tells the hooks that an attempt starts, without its token, and returns what tells them of its end. Costs nothing without hooks.
 */
export const notifyAttempt = (
  hooks: Hooks,
  clock: Clock,
  call: Call,
  request: { readonly method: string; readonly path: string },
  attempt: number,
): NotifyEnd => {
  const { onRequest, onResponse } = hooks
  if (onRequest === undefined && onResponse === undefined) return silent
  const { vendor, operation, subject } = call
  const shared = { vendor, operation, subject, method: request.method, url: withoutQuery(request.path), attempt }
  const started = clock.now()
  quietly(() => onRequest?.({ _tag: 'Request', ...shared }))
  return (result) =>
    quietly(() => {
      const error = E.isLeft(result) ? result.left : undefined
      return onResponse?.({
        _tag: 'Response',
        ...shared,
        durationMs: clock.now() - started,
        ...(error === undefined ? {} : { error: error._tag }),
        ...(error?.httpStatus === undefined ? {} : { httpStatus: error.httpStatus }),
        ...(error?.requestId === undefined ? {} : { requestId: error.requestId }),
      })
    })
}

/**
 * Tells the hooks that a call is about to be tried again.
 */
export const notifyRetry = (hooks: Hooks, call: Call, attempt: number, delayMs: number, error: DomainError): void => {
  const { vendor, operation, subject } = call
  quietly(() => hooks.onRetry?.({ _tag: 'Retry', vendor, operation, subject, attempt, delayMs, because: error._tag }))
}
