import { type DomainError } from '@mini-domains/core'
import { quietly } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import { LRUCache } from 'lru-cache'
import { type TokenContext } from './context.js'
import { remainingLifetime } from './expiry.js'
import { type TokenRefresh, type RefreshResult, obtainToken } from './token-refresh.js'
import { type StoredToken } from '../records/app-record.js'
import { singleFlight } from './single-flight.js'

type Answer = E.Either<DomainError, string>

interface CachedToken {
  /** The token as the port gives it, so that a look-up makes nothing new. */
  readonly answer: E.Right<string>
  /** From when on another is looked for. */
  readonly refreshAt: number
  /** When it is worth nothing any more. */
  readonly endsAt: number
}

/** What has been asked for of late, up to so many; room is taken as it is needed. */
const tokenCache = (most: number): LRUCache<string, CachedToken> =>
  new LRUCache({
    maxSize: Math.min(Number.MAX_SAFE_INTEGER, Math.max(1, Math.floor(most) || 1)),
    sizeCalculation: () => 1,
  })

/**
 * Tokens cached in memory over tokens in the store: one refresh per id at a time.
 */
export interface TokenManager {
  /** A cached token that need not be replaced yet: no I/O. */
  readonly cached: (id: string) => E.Right<string> | undefined
  readonly get: <R>(refresh: TokenRefresh<R>) => Promise<Answer>
  readonly refused: <R>(refresh: TokenRefresh<R>, token: string) => Promise<Answer>
  readonly evict: (id: string) => void
}

const pauseAfterTrouble = 5_000

type Limit = (run: () => Promise<RefreshResult>) => Promise<RefreshResult>

/**
 * Makes a token manager that caches up to `most` tokens. `limit` bounds how many refreshes run at once.
 */
export const tokenManager = (context: TokenContext, most: number, limit: Limit): TokenManager => {
  const cache = tokenCache(most)
  const { clock } = context
  const fly = singleFlight<RefreshResult>()

  const keep = (id: string, token: StoredToken): E.Right<string> => {
    const known = cache.get(id)
    const now = clock.now()
    const left = remainingLifetime(token, now)
    const answer = known?.answer.right === token.value ? known.answer : { _tag: 'Right' as const, right: token.value }
    const early = Math.min(left, context.refreshAhead(token.lifeMs, clock.random()))
    // Past its refresh time a token is used until it expires, and looked after again in a moment.
    const refreshAt = Math.max(now + left - early, Math.min(now + pauseAfterTrouble, now + left))
    cache.set(id, { answer, refreshAt, endsAt: now + left })
    return answer
  }

  const flown = async <R>(refresh: TokenRefresh<R>, avoid: string | undefined): Promise<Answer> => {
    const got = await fly(refresh.id, () => limit(() => obtainToken(context, refresh, avoid)))
    return E.isRight(got) ? keep(refresh.id, got.right) : got
  }

  /** A refresh ahead of expiry that fails does no harm yet: the old token is used until it expires. */
  const stillGood = (id: string, error: DomainError): E.Right<string> | undefined => {
    const known = cache.get(id)
    const now = clock.now()
    if (error._tag === 'AuthorizationLost') cache.delete(id)
    if (known === undefined || known.endsAt <= now || error._tag === 'AuthorizationLost') return undefined
    quietly(() => context.hooks.onError?.(error))
    const pause =
      error.retry.when === 'later' ? Math.max(error.retry.afterMs, pauseAfterTrouble) : 12 * pauseAfterTrouble
    cache.set(id, { ...known, refreshAt: Math.min(known.endsAt, now + pause) })
    return known.answer
  }

  const cached = (id: string): E.Right<string> | undefined => {
    const known = cache.get(id)
    return known !== undefined && clock.now() < known.refreshAt ? known.answer : undefined
  }

  return {
    cached,
    get: async (refresh) => {
      const got = await flown(refresh, undefined)
      return E.isRight(got) ? got : (stillGood(refresh.id, got.left) ?? got)
    },
    refused: async (refresh, token) => {
      const known = cached(refresh.id)
      if (known !== undefined && known.right !== token) return known
      if (known !== undefined) cache.delete(refresh.id)
      const got = await flown(refresh, token)
      // A refresh that was under way before the refusal may have brought the refused token.
      return E.isRight(got) && got.right === token ? flown(refresh, token) : got
    },
    evict: (id) => void cache.delete(id),
  }
}
