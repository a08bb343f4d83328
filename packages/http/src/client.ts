import { type AccessTokens, type Call, type Clock, type DomainError, type Hooks, cancelled } from '@mini-domains/core'
import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import { type Dispatcher } from 'undici'
import { forEffect, transportError } from './failure.js'
import { announce } from './announcement.js'
import { connectionPool } from './pool.js'
import { type Redact, redaction } from './redaction.js'
import { type Reply } from './reply.js'
import { type Effect, retryDelay } from './retry.js'
import { type HttpSettings } from './settings.js'
import { type Transport, transport } from './transport.js'
import { turnstile } from './turnstile.js'

/**
 * One call to an endpoint, in the vendor's own words. The token goes into the query under `access_token`, and first.
 */
export interface VendorRequest {
  readonly effect: Effect
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly query?: Readonly<Record<string, string>>
  readonly contentType?: string
  readonly body?: string
}

/**
 * What a reply is read with: where the call was, and how to take secrets out of what is quoted.
 */
export interface ReadingContext {
  readonly call: Call
  readonly redact: Redact
}

/**
 * Reads a reply: what the call was for, or what the vendor's code means. Pure.
 */
export type Reading<A> = (reply: Reply, context: ReadingContext) => E.Either<DomainError, A>

/**
 * What every call of an adapter goes through.
 */
export interface VendorClient {
  /** Sends a request with a token, reads the reply, and tries again where that is right. */
  readonly send: <A>(call: Call, request: VendorRequest, reading: Reading<A>) => TE.TaskEither<DomainError, A>
  /** Ends idle connections; calls under way are left to end. */
  readonly close: () => Promise<void>
}

/**
 * What a client is made of.
 */
export interface VendorClientOptions {
  readonly baseUrl: string
  readonly settings: HttpSettings
  readonly tokens: AccessTokens
  readonly clock: Clock
  readonly hooks: Hooks
  /** Where a proxy may be named; the process's environment by default. */
  readonly environment?: Readonly<Record<string, string | undefined>>
}

interface Engine {
  readonly transport: Transport
  readonly tokens: AccessTokens
  readonly clock: Clock
  readonly hooks: Hooks
  readonly attempts: number
  readonly timeoutMs: number
  readonly basePath: string
  readonly enter: (signal: AbortSignal | undefined) => Promise<boolean> | true
  readonly leave: () => void
}

const isAborted = (call: Call): boolean => call.signal?.aborted === true

const targetOf = (engine: Engine, request: VendorRequest, token: string): string => {
  const own = `${engine.basePath}${request.path}?access_token=${encodeURIComponent(token)}`
  if (request.query === undefined) return own
  const rest = new URLSearchParams(request.query).toString()
  return rest === '' ? own : `${own}&${rest}`
}

/**
 * One attempt: send, read. The reply is read before the next call's turn, so that a flood of replies does not pile up.
 */
const attempt = async <A>(
  engine: Engine,
  call: Call,
  request: VendorRequest,
  reading: Reading<A>,
  token: string,
): Promise<E.Either<DomainError, A>> => {
  const turn = engine.enter(call.signal)
  if (turn !== true && !(await turn)) return E.left(cancelled(call, false))
  try {
    const reply = await engine.transport(call, {
      method: request.method,
      target: targetOf(engine, request, token),
      ...(request.contentType === undefined ? {} : { contentType: request.contentType }),
      ...(request.body === undefined ? {} : { body: request.body }),
    })
    if (E.isLeft(reply)) return E.left(transportError(call, reply.left, call.timeoutMs ?? engine.timeoutMs))
    return reading(reply.right, { call, redact: redaction([token]) })
  } finally {
    engine.leave()
  }
}

/**
 * Sends until it is done: a refused token is renewed once (law 9), a read may be repeated, a write is not.
 */
const run = async <A>(
  engine: Engine,
  call: Call,
  request: VendorRequest,
  reading: Reading<A>,
): Promise<E.Either<DomainError, A>> => {
  if (isAborted(call)) return E.left(cancelled(call, false))
  let token = await engine.tokens.get(call.target)()
  let renewed = false
  for (let count = 1; ; count += 1) {
    if (E.isLeft(token)) return E.left({ ...token.left, vendor: call.vendor, operation: call.operation })
    if (isAborted(call)) return E.left(cancelled(call, false))
    const watch = announce(engine.hooks, engine.clock, call, request, count)
    const result = await attempt(engine, call, request, reading, token.right)
    watch.ended(result)
    if (E.isRight(result)) return result
    const error = forEffect(request.effect, result.left)
    if (error._tag === 'TokenRejected') {
      if (renewed || isAborted(call)) return E.left(error)
      renewed = true
      const next = await engine.tokens.refused(call.target, token.right)()
      if (E.isRight(next) && next.right === token.right) return E.left(error)
      token = next
      watch.retrying(0, error)
      continue
    }
    const delay = retryDelay(error, request.effect, count, engine.attempts, engine.clock)
    if (delay === undefined) return E.left(error)
    watch.retrying(delay, error)
    await engine.clock.sleep(delay, call.signal)
    if (isAborted(call)) return E.left(error)
  }
}

const engineOf = (options: VendorClientOptions, pool: Dispatcher): Engine => {
  const { settings, clock, hooks, tokens } = options
  const url = new URL(options.baseUrl)
  const timeoutMs = settings.timeoutMs ?? 10_000
  const gate = turnstile(Math.ceil((settings.maxSockets ?? 128) / 2))
  const maxReplyBytes = settings.maxReplyBytes ?? 2 * 1024 * 1024
  return {
    transport: transport({ origin: url.origin, pool, clock, timeoutMs, maxReplyBytes }),
    tokens,
    clock,
    hooks,
    attempts: settings.attempts ?? 3,
    timeoutMs,
    basePath: url.pathname.replace(/\/$/, ''),
    enter: gate.enter,
    leave: gate.leave,
  }
}

/**
 * Makes the client of one provider: one pool, one axios instance, one turnstile.
 */
export const vendorClient = (options: VendorClientOptions): VendorClient => {
  const { settings } = options
  const environment = options.environment ?? process.env
  const pool = connectionPool(options.baseUrl, settings.maxSockets ?? 128, settings.proxy, environment)
  const engine = engineOf(options, pool)
  return {
    send: (call, request, reading) => () => run(engine, call, request, reading),
    close: () => pool.close(),
  }
}
