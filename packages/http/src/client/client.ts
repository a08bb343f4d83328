import { type AccessTokens, type Clock, type DomainError, type Hooks } from '@mini-domains/core'
import { type Call, type RateLimiter } from '@mini-domains/core/adapter'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import { type Dispatcher } from 'undici'
import { callLimiter } from '../limiter/call-limiter.js'
import { rateLimiter } from '../limiter/rate-limiter.js'
import { semaphore } from '../limiter/semaphore.js'
import { type ReplyDecoder } from '../reply/decoder.js'
import { abortListeners } from '../transport/abort.js'
import { connectionPool } from '../transport/connections.js'
import { type HttpSettings, type TokenHttpSettings } from '../transport/settings.js'
import { transport } from '../transport/transport.js'
import { type TokenPlace, type VendorRequest, attemptHooks } from './attempt.js'
import { type Policy, sendUntilDone } from './send.js'

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
  readonly settings: HttpSettings | TokenHttpSettings
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

const inQuery: TokenPlace = { in: 'query', name: 'access_token' }

const maxSocketsOf = (settings: VendorClientOptions['settings']): number => settings.maxSockets ?? 128

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
      notifyAttempt: attemptHooks(hooks, clock),
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
    send: sendUntilDone(policy),
    close: () => (closed ??= pool.close()),
  }
}
