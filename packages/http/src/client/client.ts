import { type AccessTokens, type Clock, type DomainError, type Hooks } from '@mini-domains/core'
import { type Call, type RateGate, cancelled } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import { type Dispatcher } from 'undici'
import { announceRetry } from './hooks.js'
import { type Engine, attempt } from './attempt.js'
import { signalWatch } from '../transport/abort.js'
import { pacing } from '../limiter/admission.js'
import { connectionPool } from '../transport/connections.js'
import { rateGate } from '../limiter/rate-limiter.js'
import { type Reading } from '../reply/decoder.js'
import { retryDelay } from './retry.js'
import { type HttpSettings } from '../transport/settings.js'
import { askToken, tellLost } from './token.js'
import { transport } from '../transport/transport.js'
import { turnstile } from '../limiter/semaphore.js'
import { type VendorRequest } from './vendor-request.js'

/**
 * What every call of an adapter goes through.
 */
export interface VendorClient {
  /** Sends a request with a token, reads the reply, and tries again where that is right. */
  readonly send: <A>(call: Call, request: VendorRequest, reading: Reading<A>) => TE.TaskEither<DomainError, A>
  /** Ends idle connections; calls under way are left to end. May be asked for more than once. */
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
  /** Paces the calls, in place of a gate of its own by the figures of the settings. */
  readonly rateGate?: RateGate
  /** Where a proxy may be named; the process's environment by default. */
  readonly environment?: Readonly<Record<string, string | undefined>>
}

interface Policy {
  readonly engine: Engine
  readonly tokens: AccessTokens
  readonly attempts: number
}

const isAborted = (call: Call): boolean => call.signal?.aborted === true

/**
 * Sleeps, and wakes when the caller cancels. The clock hears of that by a signal of this sleep's own: see `signalWatch`.
 */
const sleep = async ({ clock, watch }: Engine, call: Call, delayMs: number): Promise<void> => {
  const wake = new AbortController()
  const unwatch = watch(call.signal, () => wake.abort())
  await clock.sleep(delayMs, wake.signal)
  unwatch()
}

/**
 * Asks for another token in place of a refused one. The same token again, or one for nobody who waits, ends the call.
 */
const renewed = async (
  { engine, tokens }: Policy,
  call: Call,
  refused: string,
  error: DomainError,
): Promise<E.Either<DomainError, string>> => {
  const token = await askToken(call, engine.watch, () => tokens.refused(call.target, refused))
  return E.isRight(token) && token.right === refused ? E.left(error) : token
}

/**
 * Sends until it is done: a refused token is renewed once (law 9), a read may be repeated, a write is not.
 */
const run = async <A>(
  policy: Policy,
  call: Call,
  request: VendorRequest,
  reading: Reading<A>,
): Promise<E.Either<DomainError, A>> => {
  const { engine, tokens } = policy
  const isOurs = request.token !== 'none'
  let token: E.Either<DomainError, string> = isOurs
    ? await askToken(call, engine.watch, () => tokens.get(call.target))
    : E.right('')
  let mayRenew = isOurs
  for (let count = 1; ; count += 1) {
    if (isAborted(call)) return E.left(cancelled(call, false))
    if (E.isLeft(token)) return token
    const { result, askedMs } = await attempt(engine, call, request, reading, token.right, count)
    if (E.isRight(result)) return result
    const error = result.left
    if (error._tag === 'TokenRejected') {
      if (!mayRenew) return result
      mayRenew = false
      token = await renewed(policy, call, token.right, error)
      if (E.isRight(token)) announceRetry(engine.hooks, call, count, 0, error)
    } else {
      const delay = retryDelay(error, request.effect, count, policy.attempts, engine.clock, askedMs)
      if (delay === undefined) {
        if (isOurs && error._tag === 'AuthorizationLost') await tellLost(tokens, call, engine.watch, token.right, error)
        return result
      }
      announceRetry(engine.hooks, call, count, delay, error)
      await sleep(engine, call, delay)
    }
  }
}

const maxSocketsOf = (settings: HttpSettings): number => settings.maxSockets ?? 128

const gateOf = ({ rateGate: shared, settings, clock }: VendorClientOptions): RateGate | undefined =>
  shared ?? (settings.rate === undefined ? undefined : rateGate({ clock, rates: settings.rate }))

const policyOf = (options: VendorClientOptions, pool: Dispatcher, timeoutMs: number): Policy => {
  const { settings, clock, hooks, tokens } = options
  const url = new URL(options.baseUrl)
  const watch = signalWatch()
  const maxReplyBytes = settings.maxReplyBytes ?? 2 * 1024 * 1024
  return {
    engine: {
      transport: transport({ origin: url.origin, pool, clock, watch, maxReplyBytes }),
      pacing: pacing(turnstile(Math.ceil(maxSocketsOf(settings) / 2), watch), gateOf(options), watch),
      clock,
      hooks,
      watch,
      timeoutMs,
      basePath: url.pathname.replace(/\/$/, ''),
    },
    tokens,
    attempts: settings.attempts ?? 3,
  }
}

/**
 * Makes the client of one provider: one pool, one axios instance, one turnstile.
 */
export const vendorClient = (options: VendorClientOptions): VendorClient => {
  const { settings } = options
  const timeoutMs = settings.timeoutMs ?? 10_000
  const pool = connectionPool({
    baseUrl: options.baseUrl,
    connections: maxSocketsOf(settings),
    connectTimeoutMs: timeoutMs,
    proxy: settings.proxy,
    environment: options.environment ?? process.env,
  })
  const policy = policyOf(options, pool, timeoutMs)
  let closed: Promise<void> | undefined
  return {
    send: (call, request, reading) => () => run(policy, call, request, reading),
    close: () => (closed ??= pool.close()),
  }
}
