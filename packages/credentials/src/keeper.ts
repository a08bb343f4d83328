import { type DomainError } from '@mini-domains/core'
import * as E from 'fp-ts/lib/Either.js'
import { type Desk } from './desk.js'
import { quietly } from './hook.js'
import { remainingLife } from './life.js'
import { type Errand, type Got, obtain } from './obtain.js'
import { type KeptToken } from './record.js'
import { singleFlight } from './single-flight.js'
import { type TokenCache } from './token-cache.js'

type Answer = E.Either<DomainError, string>

/**
 * Tokens in memory over tokens in the store: one flight per name at a time.
 */
export interface Keeper {
  /** A token out of memory that need not be replaced yet: no I/O. */
  readonly atHand: (name: string) => E.Right<string> | undefined
  readonly get: <R>(errand: Errand<R>) => Promise<Answer>
  readonly refused: <R>(errand: Errand<R>, token: string) => Promise<Answer>
  readonly drop: (name: string) => void
}

const pauseAfterTrouble = 5_000

type Limit = (run: () => Promise<Got>) => Promise<Got>

/**
 * Makes a keeper. `limit` bounds how many flights are in the air at once.
 */
export const keeper = (desk: Desk, cache: TokenCache, limit: Limit): Keeper => {
  const { clock } = desk
  const fly = singleFlight<Got>()

  const keep = (name: string, token: KeptToken): E.Right<string> => {
    const known = cache.get(name)
    const now = clock.now()
    const left = remainingLife(token, now)
    const answer = known?.answer.right === token.value ? known.answer : { _tag: 'Right' as const, right: token.value }
    const early = Math.min(left, desk.early(token.lifeMs, clock.random()))
    // What is past its early end is used while it lives, and looked after again in a moment.
    const refreshAt = Math.max(now + left - early, Math.min(now + pauseAfterTrouble, now + left))
    cache.set(name, { answer, refreshAt, endsAt: now + left })
    return answer
  }

  const flown = async <R>(errand: Errand<R>, avoid: string | undefined): Promise<Answer> => {
    const got = await fly(errand.name, () => limit(() => obtain(desk, errand, avoid)))
    return E.isRight(got) ? keep(errand.name, got.right) : got
  }

  /** An early refresh that fails does no harm yet: the old token is used to its end. */
  const stillGood = (name: string, error: DomainError): E.Right<string> | undefined => {
    const known = cache.get(name)
    const now = clock.now()
    if (error._tag === 'AuthorizationLost') cache.remove(name)
    if (known === undefined || known.endsAt <= now || error._tag === 'AuthorizationLost') return undefined
    quietly(() => desk.hooks.onTrouble?.(error))
    const pause =
      error.retry.when === 'later' ? Math.max(error.retry.afterMs, pauseAfterTrouble) : 12 * pauseAfterTrouble
    cache.set(name, { ...known, refreshAt: Math.min(known.endsAt, now + pause) })
    return known.answer
  }

  const atHand = (name: string): E.Right<string> | undefined => {
    const known = cache.get(name)
    return known !== undefined && clock.now() < known.refreshAt ? known.answer : undefined
  }

  return {
    atHand,
    get: async (errand) => {
      const got = await flown(errand, undefined)
      return E.isRight(got) ? got : (stillGood(errand.name, got.left) ?? got)
    },
    refused: async (errand, token) => {
      const known = atHand(errand.name)
      if (known !== undefined && known.right !== token) return known
      if (known !== undefined) cache.remove(errand.name)
      const got = await flown(errand, token)
      // A flight that was in the air before the refusal may have brought the refused one.
      return E.isRight(got) && got.right === token ? flown(errand, token) : got
    },
    drop: cache.remove,
  }
}
