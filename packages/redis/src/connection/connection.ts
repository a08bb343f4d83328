import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import { Redis, type Cluster } from 'ioredis'
import { type Clock } from '@mini-domains/core'
import { type StoreFailure, bilingual } from '@mini-domains/core/adapter'
import { type Script } from '../data/script.js'
import { codeOf, failureOf, storeFailure } from '../store-failure.js'

const late = (): Error => Object.assign(new Error('no answer in time'), { code: 'ETIMEDOUT' })

/**
 * Waits for a promise at most so long. What it throws becomes a Left; what comes later is ignored.
 */
const withinDeadline = <A>(clock: Clock, ms: number, run: () => Promise<A>): Promise<E.Either<unknown, A>> =>
  new Promise((resolve) => {
    const stop = clock.timer(ms, () => resolve(E.left(late())))
    const settle = (result: E.Either<unknown, A>): void => {
      stop()
      resolve(result)
    }
    Promise.resolve()
      .then(run)
      .then(
        (value) => settle(E.right(value)),
        (error: unknown) => settle(E.left(error)),
      )
  })

/**
 * A connection that runs scripts, each within a deadline.
 */
export interface Connection {
  readonly run: (
    script: Script,
    keys: ReadonlyArray<string>,
    args: ReadonlyArray<string>,
  ) => TE.TaskEither<StoreFailure, unknown>
  readonly close: () => void
}

/**
 * A client of ioredis that belongs to the caller.
 */
export type RedisClient = Redis | Cluster

const firstPauseMs = 50

const longestPauseMs = 1000

/** EVALSHA, and EVAL where Redis does not know the script: it was restarted, or it is another node. */
const evaluate = (
  client: RedisClient,
  { lua, sha }: Script,
  keys: ReadonlyArray<string>,
  args: ReadonlyArray<string>,
) =>
  client.evalsha(sha, keys.length, ...keys, ...args).catch((error: unknown) => {
    if (codeOf(error) !== 'NOSCRIPT') throw error
    return client.eval(lua, keys.length, ...keys, ...args)
  })

/**
 * Uses a client of the caller's, which stays open.
 */
export const connectionOf = (client: RedisClient, clock: Clock, deadlineMs: number): Connection => ({
  run: (script, keys, args) => async () =>
    E.mapLeft(failureOf)(await withinDeadline(clock, deadlineMs, () => evaluate(client, script, keys, args))),
  close: () => undefined,
})

// Nothing waits in a queue while Redis is away, and nothing is sent twice: a write that may have been done is not repeated.
const clientOf = (url: string, deadlineMs: number): Redis =>
  new Redis(url, {
    lazyConnect: true,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    connectTimeout: deadlineMs,
    // Its timer for an end that never comes would keep a process up for two seconds whose connection is gone already.
    disconnectTimeout: 0,
    retryStrategy: (times) => Math.min(firstPauseMs * times, longestPauseMs),
  })

const badUrl = storeFailure('url', bilingual('the URL of the store cannot be read', '存储的 URL 无法解析'))

// ioredis takes what is no URL as the path of a socket, and would only say that nobody listens there.
const isRedisUrl = (url: string): boolean => URL.canParse(url) && ['redis:', 'rediss:'].includes(new URL(url).protocol)

/**
 * Connects to a URL. Connects again by itself when Redis was away.
 */
export const connect =
  (url: string, clock: Clock, deadlineMs: number): TE.TaskEither<StoreFailure, Connection> =>
  async () => {
    // The text of what the parser throws holds the URL, and so the password.
    const made = E.tryCatch(
      () => clientOf(url, deadlineMs),
      () => badUrl,
    )
    if (E.isLeft(made) || !isRedisUrl(url)) return E.left(badUrl)
    const client = made.right
    let last: unknown
    client.on('error', (error: unknown) => (last = error))
    const connected = await withinDeadline(clock, deadlineMs, () => client.connect())
    if (E.isRight(connected)) {
      return E.right({ ...connectionOf(client, clock, deadlineMs), close: () => client.disconnect() })
    }
    client.disconnect()
    return E.left(failureOf(last ?? connected.left))
  }
