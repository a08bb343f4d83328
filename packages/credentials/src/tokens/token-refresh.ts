import { type DomainError } from '@mini-domains/core'
import { type StoreFailure } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import { type Desk, isAlive, isFresh, tellStep, wasJustForced, whereOf } from './context.js'
import { type Held, underLease } from './lease.js'
import { type KeptToken } from '../records/app-record.js'
import { storeTrouble, waitedTooLong } from './token-errors.js'
import { type Known } from '../encryption/encrypted-records.js'

/**
 * What keeping a token comes to.
 */
export type Got = E.Either<DomainError, KeptToken>

/**
 * The keeping of one token: an app's or the platform's.
 */
export interface Errand<R> {
  /** What this process's memory knows it by. */
  readonly id: string
  /** The name of its record and of its lease. */
  readonly name: string
  readonly subject: string
  readonly read: () => Promise<E.Either<StoreFailure, Known<R>>>
  /** The end of it as the record tells it: a final refusal; `undefined` where there is none. */
  readonly final: (record: R) => DomainError | undefined
  readonly tokenOf: (record: R) => KeptToken | null
  /** Whether something is to be done first, however fresh the token is. */
  readonly isPending: (record: R) => boolean
  /** Gets a new token under a lease, from the record as it is read there; `undefined` where somebody came between. */
  readonly work: (held: Held, known: Known<R>, forced: boolean) => Promise<Got | undefined>
}

const settled = <R>(desk: Desk, errand: Errand<R>, record: R, avoid: string | undefined): Got | undefined => {
  const end = errand.final(record)
  if (end !== undefined) return E.left(end)
  const token = errand.tokenOf(record)
  if (token === null || errand.isPending(record)) return undefined
  if (token.value === avoid) return wasJustForced(desk, token) ? E.right(token) : undefined
  return isFresh(desk, token) ? E.right(token) : undefined
}

/**
 * Looks again under the lease, and works only where there still is something to do.
 */
const workOnce = async <R>(
  desk: Desk,
  errand: Errand<R>,
  held: Held,
  avoid: string | undefined,
): Promise<Got | undefined> => {
  tellStep(desk, 'leased', errand.subject, held.fence)
  const known = await errand.read()
  if (E.isLeft(known)) return E.left(storeTrouble(whereOf(desk, errand.subject), known.left))
  return settled(desk, errand, known.right.value, avoid) ?? (await errand.work(held, known.right, avoid !== undefined))
}

const inUse = <R>(desk: Desk, errand: Errand<R>, record: R, avoid: string | undefined): Got | undefined => {
  const token = errand.tokenOf(record)
  const works = token !== null && token.value !== avoid && desk.exchange.graceMs > 0 && isAlive(desk, token)
  return works ? E.right(token) : undefined
}

const firstPause = 20
const longestPause = 300

const pause = (desk: Desk, round: number): number =>
  Math.min(longestPause, firstPause * 1.5 ** round) * (0.5 + desk.clock.random())

/**
 * Gets a token: from the store, or under a lease from the vendor, or from the store again once whoever holds the lease has
 * it. `avoid` is a token that the vendor has refused.
 *
 * While somebody else refreshes, a token that still lives is used as it is, where the vendor leaves it a grace.
 */
export const obtain = async <R>(desk: Desk, errand: Errand<R>, avoid: string | undefined): Promise<Got> => {
  const where = whereOf(desk, errand.subject)
  const deadline = desk.clock.now() + desk.waitMs
  // Looking is cheap, asking for the lease is a write: it is asked for ever more seldom, and at least ten times in its life.
  let askAt = desk.clock.now()
  let askPause = firstPause
  for (let round = 0; ; round += 1) {
    const known = await errand.read()
    if (E.isLeft(known)) return E.left(storeTrouble(where, known.left))
    const end = settled(desk, errand, known.right.value, avoid)
    if (end !== undefined) return end
    const mayAsk = desk.clock.now() >= askAt
    const done = mayAsk ? await underLease(desk, errand.name, (held) => workOnce(desk, errand, held, avoid)) : undefined
    if (mayAsk) {
      askPause = Math.min(desk.leaseMs / 10, askPause * 2)
      askAt = desk.clock.now() + askPause
    }
    if (done !== undefined && E.isLeft(done)) return E.left(storeTrouble(where, done.left))
    if (done?.right !== undefined) return done.right
    const meanwhile = done === undefined ? inUse(desk, errand, known.right.value, avoid) : undefined
    if (meanwhile !== undefined) return meanwhile
    const left = deadline - desk.clock.now()
    if (left <= 0) return E.left(waitedTooLong(where, desk.waitMs))
    await desk.clock.sleep(Math.min(left, pause(desk, round)))
  }
}
