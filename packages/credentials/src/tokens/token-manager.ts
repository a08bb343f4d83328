import { type DomainError } from '@mini-domains/core'
import { quietly } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import { type Desk } from './context.js'
import { remainingLife } from './expiry.js'
import { type Errand, type Got, obtain } from './token-refresh.js'
import { type KeptToken } from '../records/app-record.js'
import { singleFlight } from './single-flight.js'
import { type TokenCache } from './token-cache.js'

type Answer = E.Either<DomainError, string>

/**
 * Tokens in memory over tokens in the store: one flight per id at a time.
 */
export interface Keeper {
  /** A token out of memory that need not be replaced yet: no I/O. */
  readonly atHand: (id: string) => E.Right<string> | undefined
  readonly get: <R>(errand: Errand<R>) => Promise<Answer>
  readonly refused: <R>(errand: Errand<R>, token: string) => Promise<Answer>
  readonly drop: (id: string) => void
}

const pauseAfterTrouble = 5_000

type Limit = (run: () => Promise<Got>) => Promise<Got>

/**
 * Makes a keeper. `limit` bounds how many flights are in the air at once.
 */
export const keeper = (desk: Desk, cache: TokenCache, limit: Limit): Keeper => {
  const { clock } = desk
  const fly = singleFlight<Got>()

  const keep = (id: string, token: KeptToken): E.Right<string> => {
    const known = cache.get(id)
    const now = clock.now()
    const left = remainingLife(token, now)
    const answer = known?.answer.right === token.value ? known.answer : { _tag: 'Right' as const, right: token.value }
    const early = Math.min(left, desk.early(token.lifeMs, clock.random()))
    // What is past its early end is used while it lives, and looked after again in a moment.
    const refreshAt = Math.max(now + left - early, Math.min(now + pauseAfterTrouble, now + left))
    cache.set(id, { answer, refreshAt, endsAt: now + left })
    return answer
  }

  const flown = async <R>(errand: Errand<R>, avoid: string | undefined): Promise<Answer> => {
    const got = await fly(errand.id, () => limit(() => obtain(desk, errand, avoid)))
    return E.isRight(got) ? keep(errand.id, got.right) : got
  }

  /** An early refresh that fails does no harm yet: the old token is used to its end. */
  const stillGood = (id: string, error: DomainError): E.Right<string> | undefined => {
    const known = cache.get(id)
    const now = clock.now()
    if (error._tag === 'AuthorizationLost') cache.remove(id)
    if (known === undefined || known.endsAt <= now || error._tag === 'AuthorizationLost') return undefined
    quietly(() => desk.hooks.onTrouble?.(error))
    const pause =
      error.retry.when === 'later' ? Math.max(error.retry.afterMs, pauseAfterTrouble) : 12 * pauseAfterTrouble
    cache.set(id, { ...known, refreshAt: Math.min(known.endsAt, now + pause) })
    return known.answer
  }

  const atHand = (id: string): E.Right<string> | undefined => {
    const known = cache.get(id)
    return known !== undefined && clock.now() < known.refreshAt ? known.answer : undefined
  }

  return {
    atHand,
    get: async (errand) => {
      const got = await flown(errand, undefined)
      return E.isRight(got) ? got : (stillGood(errand.id, got.left) ?? got)
    },
    refused: async (errand, token) => {
      const known = atHand(errand.id)
      if (known !== undefined && known.right !== token) return known
      if (known !== undefined) cache.remove(errand.id)
      const got = await flown(errand, token)
      // A flight that was in the air before the refusal may have brought the refused one.
      return E.isRight(got) && got.right === token ? flown(errand, token) : got
    },
    drop: cache.remove,
  }
}
