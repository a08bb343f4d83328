import { type Clock, type DomainError, type Hooks, type HttpMethod } from '@mini-domains/core'
import {
  type Call,
  type CallStart,
  cancelled,
  notPaced,
  quietly,
  rateLimited,
  unreadableReply,
} from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import { type Effect, forEffect, retryAfterOf, withRetryAfter } from './retry.js'
import { type CallLimiter, type StartDecision } from '../limiter/call-limiter.js'
import { type ReplyDecoder } from '../reply/decoder.js'
import { type Redact, redaction } from '../reply/redaction.js'
import { type OnAbort } from '../transport/abort.js'
import { transportError } from '../transport/failure.js'
import { type Reply } from '../transport/reply.js'
import { longestTimer } from '../transport/settings.js'
import { type Transport, type WireRequest } from '../transport/transport.js'

/**
 * Where a vendor wants the access token: in the query or a header, under which name, and in a header perhaps after a scheme such as
 * `Bearer`.
 */
export type TokenPlace =
  | { readonly in: 'query'; readonly name: string }
  | { readonly in: 'header'; readonly name: string; readonly scheme?: string }

/**
 * One call to an endpoint, in the vendor's own words. The client adds the token where the vendor wants it, unless the call has none or
 * carries it itself.
 */
export interface VendorRequest {
  readonly effect: Effect
  readonly method: HttpMethod
  readonly path: string
  readonly query?: Readonly<Record<string, string>>
  /** Headers beside the content type and that of the token; their names in small letters. */
  readonly headers?: Readonly<Record<string, string>>
  readonly contentType?: string
  readonly body?: string
  /** `none`: no token is fetched and none is added, as in a token call, which has secrets of its own. */
  readonly token?: 'none'
  /** Secrets that the request carries in its query, headers or body, and that no error may quote. */
  readonly secrets?: ReadonlyArray<string>
}

/**
 * A request as it goes on the wire: below the base path, and with the token where the vendor wants it. In the query the token is the
 * first parameter.
 */
const wireRequestOf = (
  { basePath, tokenPlace }: Engine,
  call: Call,
  request: VendorRequest,
  token: string,
): WireRequest => {
  const { method, path, query, contentType, body, effect } = request
  const place = request.token === 'none' ? undefined : tokenPlace
  const own = place?.in === 'query' ? `${place.name}=${encodeURIComponent(token)}` : ''
  const rest = query === undefined ? '' : new URLSearchParams(query).toString()
  const all = own === '' || rest === '' ? own + rest : `${own}&${rest}`
  const mark = all === '' ? '' : path.includes('?') ? '&' : '?'
  const headers = { ...(contentType === undefined ? {} : { 'content-type': contentType }), ...request.headers }
  return {
    method,
    target: `${basePath}${path.startsWith('/') ? '' : '/'}${path}${mark}${all}`,
    headers:
      place?.in === 'header'
        ? { ...headers, [place.name]: place.scheme === undefined ? token : `${place.scheme} ${token}` }
        : headers,
    body,
    maySend: effect === 'write' ? call.mayWrite : undefined,
  }
}

/**
 * Tells the hooks how an attempt ended.
 */
type NotifyEnd = (result: E.Either<DomainError, unknown>) => void

// A raw call may have been given a query in its path, and with it a secret.
const withoutQuery = (path: string): string => path.split('?', 1).join('')

/**
 * Tells the hooks that an attempt starts, without its token, and returns what tells them of its end.
 */
export type NotifyAttempt = (call: Call, request: VendorRequest, attempt: number) => NotifyEnd

/**
 * Makes what tells the hooks of each attempt; none where nobody listens.
 */
export const attemptHooks = ({ onRequest, onResponse }: Hooks, clock: Clock): NotifyAttempt | undefined => {
  if (onRequest === undefined && onResponse === undefined) return undefined
  return ({ vendor, operation, subject }, { method, path }, attempt) => {
    const shared = { vendor, operation, subject, method, url: withoutQuery(path), attempt }
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
}

/**
 * Tells the hooks that a call is about to be tried again.
 */
export const notifyRetry = (hooks: Hooks, call: Call, attempt: number, delayMs: number, error: DomainError): void => {
  const { vendor, operation, subject } = call
  quietly(() => hooks.onRetry?.({ _tag: 'Retry', vendor, operation, subject, attempt, delayMs, because: error._tag }))
}

/**
 * What every attempt of a provider goes through.
 */
export interface Engine {
  readonly transport: Transport
  readonly limiter: CallLimiter
  readonly clock: Clock
  readonly hooks: Hooks
  readonly notifyAttempt: NotifyAttempt | undefined
  readonly onAbort: OnAbort
  readonly timeoutMs: number
  readonly basePath: string
  readonly tokenPlace: TokenPlace
}

/**
 * Decoders are pure, but the codec of a raw call is the caller's own: if it throws, the reply is unreadable.
 */
const decoded = <A>(
  call: Call,
  request: VendorRequest,
  decode: ReplyDecoder<A>,
  token: string,
  reply: Reply,
): E.Either<DomainError, A> => {
  // Most calls have nothing to redact and do not pay for it.
  const redact: Redact = (text) => redaction([token, ...(request.secrets ?? [])])(text)
  try {
    return decode(reply, { call, redact })
  } catch {
    const detail = { path: '', expected: 'a reply that its codec can read', excerpt: '' }
    return E.left(unreadableReply(call, { httpStatus: reply.status }, detail))
  }
}

/**
 * How an attempt ended, and how long its reply asked to wait before the next.
 */
export interface Attempted<A> {
  readonly result: E.Either<DomainError, A>
  readonly retryAfterMs?: number | undefined
}

const exchange = async <A>(
  engine: Engine,
  call: Call,
  request: VendorRequest,
  decode: ReplyDecoder<A>,
  token: string,
): Promise<Attempted<A>> => {
  const { effect } = request
  // What the call says, else the config, and no timer of Node waits for longer.
  const { timeoutMs: most = engine.timeoutMs, writeTimeoutMs = Infinity } = call
  const timeoutMs = Math.min(most, effect === 'write' ? writeTimeoutMs : Infinity, longestTimer)
  const reply = await engine.transport(call, wireRequestOf(engine, call, request, token), timeoutMs)
  if (E.isLeft(reply)) return { result: E.left(forEffect(effect, transportError(call, reply.left, timeoutMs))) }
  const result = decoded(call, request, decode, token, reply.right)
  if (E.isRight(result)) return { result }
  // The clock is read only if it matters: hooks measure an attempt with it.
  const asksToWait = reply.right.header('retry-after') !== undefined
  const retryAfterMs = asksToWait ? retryAfterOf(reply.right, engine.clock.now()) : undefined
  const error = retryAfterMs === undefined ? result.left : withRetryAfter(result.left, retryAfterMs)
  return { result: E.left(forEffect(effect, error)), retryAfterMs }
}

const notStarted = (call: Call, decision: Exclude<StartDecision, 'go'>): DomainError => {
  switch (decision) {
    case 'cancelled':
      return cancelled(call, false)
    case 'closed':
      return rateLimited(call, {}, 'day')
    case 'failed':
      return notPaced(call)
  }
}

/**
 * One attempt: waits for its turn, sends, decodes. The reply is decoded before the next call's turn, so that a flood of replies
 * does not pile up.
 */
export const attempt = async <A>(
  engine: Engine,
  call: Call,
  request: VendorRequest,
  decode: ReplyDecoder<A>,
  token: string,
  count: number,
): Promise<Attempted<A>> => {
  const { limiter } = engine
  const start: CallStart = {
    vendor: call.vendor,
    class: request.token === 'none' ? 'token' : request.effect,
    subject: call.target,
    signal: call.signal,
  }
  const acquired = limiter.acquire(start)
  const decision = acquired === true ? 'go' : await acquired
  if (decision !== 'go') return { result: E.left(notStarted(call, decision)) }
  try {
    const notifyEnd = engine.notifyAttempt?.(call, request, count)
    const attempted = await exchange(engine, call, request, decode, token)
    const { result } = attempted
    if (E.isLeft(result) && result.left._tag === 'RateLimited') limiter.limited(start, result.left)
    notifyEnd?.(result)
    return attempted
  } finally {
    limiter.release()
  }
}
