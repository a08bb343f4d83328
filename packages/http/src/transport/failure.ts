import { type DomainError } from '@mini-domains/core'
import { type Call, cancelled, connectionFailed, timedOut, unreadableReply } from '@mini-domains/core/adapter'

/**
 * Why there is no reply. `sent` says whether the request may have arrived: false only if it surely never left.
 */
export type TransportFailure =
  | { readonly _tag: 'NoConnection'; readonly code: string; readonly sent: boolean; readonly host?: string }
  | { readonly _tag: 'Deadline'; readonly sent: boolean }
  | { readonly _tag: 'Aborted'; readonly sent: boolean }
  | { readonly _tag: 'TooLarge'; readonly limit: number; readonly status: number }
  | { readonly _tag: 'BadEncoding'; readonly encoding: string; readonly status: number }

// What a proxy answers in the place of a tunnel stands in the text alone.
const codeOf = (error: Error): string => {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name
  const status = code === 'UND_ERR_ABORTED' ? /^Proxy response \((\d{3})\)/.exec(error.message)?.[1] : undefined
  return status === undefined ? code : `ERR_PROXY_${status}`
}

// Node names the host that it could not look up, or the address that refused; of several addresses each has an error of its own.
const hostOf = (error: Error): string | undefined => {
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error
  if (!(first instanceof Error)) return undefined
  if ('hostname' in first && typeof first.hostname === 'string') return first.hostname
  if (!('address' in first && typeof first.address === 'string')) return undefined
  return 'port' in first && typeof first.port === 'number' ? `${first.address}:${first.port}` : first.address
}

/**
 * The failure of a connection, of which undici tells by an error.
 */
export const noConnection = (error: Error, sent: boolean): TransportFailure => {
  const host = hostOf(error)
  return { _tag: 'NoConnection', code: codeOf(error), sent, ...(host === undefined ? {} : { host }) }
}

const isFailure = (input: unknown): input is TransportFailure =>
  typeof input === 'object' && input !== null && '_tag' in input

/**
 * Why there is no reply, of what a request threw. `host` is where it was to go.
 */
export const failureOf = (thrown: unknown, host: string): TransportFailure => {
  if (!isFailure(thrown))
    return { _tag: 'NoConnection', code: thrown instanceof Error ? thrown.name : 'unknown', sent: true, host }
  return thrown._tag === 'NoConnection' ? { host, ...thrown } : thrown
}

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
