import { type DomainError } from '@mini-domains/core'
import { type StoreFailure, backoffMs } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import { type TokenContext, isAlive, isFresh, tellStep, wasJustForced, whereOf } from './context.js'
import { type HeldLease, underLease } from './lease.js'
import { type StoredToken } from '../records/app-record.js'
import { storeError, waitedTooLong } from './token-errors.js'
import { type Versioned } from '../encryption/encrypted-records.js'

/**
 * The result of a token refresh.
 */
export type RefreshResult = E.Either<DomainError, StoredToken>

/**
 * How one token is refreshed: an app's or the platform's.
 */
export interface TokenRefresh<R> {
  /** Its key in this process's cache. */
  readonly id: string
  /** The name of its record and of its lease. */
  readonly name: string
  readonly subject: string
  readonly read: () => Promise<E.Either<StoreFailure, Versioned<R>>>
  /** The error that ends all refreshing, as the record has it; `undefined` if there is none. */
  readonly final: (record: R) => DomainError | undefined
  readonly tokenOf: (record: R) => StoredToken | null
  /** How long a token still works after a newer one was given, in milliseconds. */
  readonly graceMs: number
  /** Whether there is something to do first, however fresh the token is. */
  readonly isPending: (record: R) => boolean
  /** Gets a new token under a lease, from the record as it is read there; `undefined` if another process came between. */
  readonly work: (held: HeldLease, known: Versioned<R>, forced: boolean) => Promise<RefreshResult | undefined>
}

const settled = <R>(
  context: TokenContext,
  refresh: TokenRefresh<R>,
  record: R,
  avoid: string | undefined,
): RefreshResult | undefined => {
  const end = refresh.final(record)
  if (end !== undefined) return E.left(end)
  const token = refresh.tokenOf(record)
  if (token === null || refresh.isPending(record)) return undefined
  if (token.value === avoid) return wasJustForced(context, token) ? E.right(token) : undefined
  return isFresh(context, token) ? E.right(token) : undefined
}

/**
 * Reads again under the lease, and works only if there still is something to do.
 */
const workOnce = async <R>(
  context: TokenContext,
  refresh: TokenRefresh<R>,
  held: HeldLease,
  avoid: string | undefined,
): Promise<RefreshResult | undefined> => {
  tellStep(context, 'leased', refresh.subject, held.fence)
  const known = await refresh.read()
  if (E.isLeft(known)) return E.left(storeError(whereOf(context, refresh.subject), known.left))
  return (
    settled(context, refresh, known.right.value, avoid) ?? (await refresh.work(held, known.right, avoid !== undefined))
  )
}

const inUse = <R>(
  context: TokenContext,
  refresh: TokenRefresh<R>,
  record: R,
  avoid: string | undefined,
): RefreshResult | undefined => {
  const token = refresh.tokenOf(record)
  const works = token !== null && token.value !== avoid && refresh.graceMs > 0 && isAlive(context, token)
  return works ? E.right(token) : undefined
}

const backoff = { firstMs: 20, longestMs: 300, factor: 1.5 }

/**
 * Gets a token: from the store, or under a lease from the vendor, or from the store again once whoever holds the lease has
 * it. `avoid` is a token that the vendor has refused.
 *
 * While somebody else refreshes, a token that still lives is used as it is, where the vendor leaves it a grace.
 */
export const obtainToken = async <R>(
  context: TokenContext,
  refresh: TokenRefresh<R>,
  avoid: string | undefined,
): Promise<RefreshResult> => {
  const where = whereOf(context, refresh.subject)
  const { now: today, monotonic: now = today } = context.clock
  const deadline = now() + context.waitMs
  // Reading is cheap, asking for the lease is a write: it is asked for less and less often, and at least ten times in its lifetime.
  let askAt = now()
  let askPause = backoff.firstMs
  for (let round = 0; ; round += 1) {
    const known = await refresh.read()
    if (E.isLeft(known)) return E.left(storeError(where, known.left))
    const end = settled(context, refresh, known.right.value, avoid)
    if (end !== undefined) return end
    const mayAsk = now() >= askAt
    const done = mayAsk
      ? await underLease(context, refresh.name, (held) => workOnce(context, refresh, held, avoid))
      : undefined
    if (mayAsk) {
      askPause = Math.min(context.leaseMs / 10, askPause * 2)
      askAt = now() + askPause
    }
    if (done !== undefined && E.isLeft(done)) return E.left(storeError(where, done.left))
    if (done?.right !== undefined) return done.right
    const meanwhile = done === undefined ? inUse(context, refresh, known.right.value, avoid) : undefined
    if (meanwhile !== undefined) return meanwhile
    const left = deadline - now()
    if (left <= 0) return E.left(waitedTooLong(where, context.waitMs))
    await context.clock.sleep(Math.min(left, backoffMs(backoff, round, context.clock)))
  }
}
