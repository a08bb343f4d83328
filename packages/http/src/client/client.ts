import { type AccessTokens, type Clock, type DomainError, type Hooks } from '@mini-domains/core'
import { type Call, type RateLimiter, cancelled } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import { type Dispatcher } from 'undici'
import { callLimiter } from '../limiter/call-limiter.js'
import { rateLimiter } from '../limiter/rate-limiter.js'
import { semaphore } from '../limiter/semaphore.js'
import { type ReplyDecoder } from '../reply/decoder.js'
import { abortListeners } from '../transport/abort.js'
import { connectionPool } from '../transport/connections.js'
import { type HttpSettings } from '../transport/settings.js'
import { transport } from '../transport/transport.js'
import { type Engine, type TokenPlace, type VendorRequest, attempt, notifyRetry } from './attempt.js'
import { retryDelay } from './retry.js'
import { fetchToken, reportLost } from './token.js'

/**
 * What every call of an adapter goes through.
 */
export interface VendorClient {
  /** Sends a request with a token, decodes the reply, and retries where that is right. */
  readonly send: <A>(call: Call, request: VendorRequest, decode: ReplyDecoder<A>) => TE.TaskEither<DomainError, A>
  /** Ends idle connections; calls under way may finish. May be called more than once. */
  readonly close: () => Promise<void>
}

/**
 * The options of a client.
 */
export interface VendorClientOptions {
  readonly baseUrl: string
  readonly settings: HttpSettings
  readonly tokens: AccessTokens
  /** Where the vendor wants the access token; the query parameter `access_token` by default. */
  readonly tokenPlace?: TokenPlace
  readonly clock: Clock
  readonly hooks: Hooks
  /** Replaces the client's own limiter, which keeps the figures of `settings.rate`. */
  readonly rateLimiter?: RateLimiter
  /** Where a proxy may be named; the process's environment by default. */
  readonly environment?: Readonly<Record<string, string | undefined>>
}

interface Policy {
  readonly engine: Engine
  readonly tokens: AccessTokens
  readonly attempts: number
}

/**
 * Sleeps, and wakes when the caller cancels. The clock gets a signal of this sleep's own: see `abortListeners`.
 */
const sleep = async ({ clock, onAbort }: Engine, call: Call, delayMs: number): Promise<void> => {
  // A hook may have cancelled just now: a listener would never be called.
  if (call.signal?.aborted === true) return
  const wake = new AbortController()
  const unsubscribe = onAbort(call.signal, () => wake.abort())
  await clock.sleep(delayMs, wake.signal)
  unsubscribe()
}

/**
 * Gets another token in place of a rejected one. The same token again, or no token, ends the call.
 */
const renewed = async (
  { engine, tokens }: Policy,
  call: Call,
  rejected: string,
  error: DomainError,
): Promise<E.Either<DomainError, string>> => {
  const token = await fetchToken(tokens, call, engine.onAbort, rejected)
  return E.isRight(token) && token.right === rejected ? E.left(error) : token
}

/**
 * Sends until it is done: a rejected token is renewed once (law 9), a read may be repeated, a write is not.
 */
const run = async <A>(
  policy: Policy,
  call: Call,
  request: VendorRequest,
  decode: ReplyDecoder<A>,
): Promise<E.Either<DomainError, A>> => {
  const { engine, tokens } = policy
  const needsToken = request.token !== 'none'
  let token: E.Either<DomainError, string> = needsToken ? await fetchToken(tokens, call, engine.onAbort) : E.right('')
  let mayRenew = needsToken
  for (let count = 1; ; count += 1) {
    if (call.signal?.aborted === true) return E.left(cancelled(call, false))
    if (E.isLeft(token)) return token
    const { result, retryAfterMs } = await attempt(engine, call, request, decode, token.right, count)
    if (E.isRight(result)) return result
    const error = result.left
    if (error._tag === 'TokenRejected') {
      if (!mayRenew) return result
      mayRenew = false
      token = await renewed(policy, call, token.right, error)
      if (E.isRight(token)) notifyRetry(engine.hooks, call, count, 0, error)
    } else {
      const delay = retryDelay(error, request.effect, count, policy.attempts, engine.clock, retryAfterMs)
      if (delay === undefined) {
        if (needsToken && error._tag === 'AuthorizationLost')
          await reportLost(tokens, call, engine.onAbort, token.right, error)
        return result
      }
      notifyRetry(engine.hooks, call, count, delay, error)
      await sleep(engine, call, delay)
    }
  }
}

const inQuery: TokenPlace = { in: 'query', name: 'access_token' }

const maxSocketsOf = (settings: HttpSettings): number => settings.maxSockets ?? 128

const rateLimiterOf = ({ rateLimiter: given, settings, clock }: VendorClientOptions): RateLimiter | undefined =>
  given ?? (settings.rate === undefined ? undefined : rateLimiter({ clock, rates: settings.rate }))

const policyOf = (options: VendorClientOptions, pool: Dispatcher, timeoutMs: number): Policy => {
  const { settings, clock, hooks, tokens } = options
  const url = new URL(options.baseUrl)
  const onAbort = abortListeners()
  const maxReplyBytes = settings.maxReplyBytes ?? 2 * 1024 * 1024
  const permits = semaphore(Math.ceil(maxSocketsOf(settings) / 2), onAbort)
  return {
    engine: {
      transport: transport({ origin: url.origin, pool, clock, onAbort, maxReplyBytes }),
      limiter: callLimiter(permits, rateLimiterOf(options), onAbort),
      clock,
      hooks,
      onAbort,
      timeoutMs,
      basePath: url.pathname.replace(/\/$/, ''),
      tokenPlace: options.tokenPlace ?? inQuery,
    },
    tokens,
    attempts: settings.attempts ?? 3,
  }
}

/**
 * Makes the client of one provider: one pool of connections, one axios instance, one semaphore.
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
    send: (call, request, decode) => () => run(policy, call, request, decode),
    close: () => (closed ??= pool.close()),
  }
}
