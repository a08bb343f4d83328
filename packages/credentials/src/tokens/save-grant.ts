import { type AppGrant, type StoreFailure, backoffMs, retrying } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import { type RefreshAttempt, keptOf, subjectOf } from './app-attempt.js'
import { tellStep, whereOf } from './context.js'
import { type RefreshResult } from './token-refresh.js'
import { type AppRecord, type StoredToken, isUnknown, lostRecord, sinceFirst } from '../records/app-record.js'
import { type Loss } from '../records/loss.js'
import { remembered, storeError } from './token-errors.js'
import { type Versioned } from '../encryption/encrypted-records.js'

const newest = (
  attempt: RefreshAttempt,
  base: AppRecord,
  grant: AppGrant,
  token: StoredToken,
  code: AppRecord['code'],
): AppRecord => ({
  ...base,
  refreshToken: grant.refreshToken,
  refreshTokenAt: attempt.context.clock.now(),
  token,
  code,
  intent: null,
  lost: null,
  doubted: null,
})

/**
 * What to do with a new pair when the record is not the one that was left: nothing is overwritten that is newer.
 *
 * - `written`: the write did arrive, and only its reply was lost.
 * - `store-lost`: the store has lost everything; this pair is the newest there is.
 * - `updated`: an event was recorded meanwhile, and the intent is still this attempt's: both are kept.
 * - `superseded`: somebody took over, or a new authorisation came: this pair is the older one.
 */
type Conflict = 'written' | 'store-lost' | 'updated' | 'superseded'

const conflictOf = (
  attempt: RefreshAttempt,
  { value, version }: Versioned<AppRecord>,
  token: StoredToken,
): Conflict => {
  if (value.token?.value === token.value) return 'written'
  if (version === 0) return 'store-lost'
  return value.intent?.fence === attempt.held.fence && value.lost === null ? 'updated' : 'superseded'
}

type Saved = E.Either<StoreFailure, RefreshResult | undefined>

const saveOver = async (
  attempt: RefreshAttempt,
  at: Versioned<AppRecord>,
  grant: AppGrant,
  token: StoredToken,
  code: AppRecord['code'],
): Promise<Saved> => {
  const { context, appId } = attempt
  const written = await context.apps.write(
    context.names.app(appId),
    newest(attempt, at.value, grant, token, code),
    at.version,
  )
  if (E.isLeft(written)) return written
  return E.right(written.right === undefined ? undefined : E.right(token))
}

const resolveConflict = async (attempt: RefreshAttempt, grant: AppGrant, token: StoredToken): Promise<Saved> => {
  const { context, appId } = attempt
  const found = await context.apps.read(context.names.app(appId))
  if (E.isLeft(found)) return found
  switch (conflictOf(attempt, found.right, token)) {
    case 'written':
      return E.right(E.right(token))
    case 'superseded':
      return E.right(undefined)
    case 'store-lost':
    case 'updated': {
      const saved = await saveOver(attempt, found.right, grant, token, found.right.value.code)
      return E.isRight(saved) && saved.right === undefined ? resolveConflict(attempt, grant, token) : saved
    }
  }
}

const saveOnce = async (
  attempt: RefreshAttempt,
  grant: AppGrant,
  token: StoredToken,
  code: AppRecord['code'],
): Promise<Saved> => {
  const saved = await saveOver(attempt, attempt.known, grant, token, code)
  return E.isRight(saved) && saved.right === undefined ? resolveConflict(attempt, grant, token) : saved
}

const backoff = { firstMs: 20, longestMs: 1_000 }

/**
 * Stores a new pair, before anybody uses it; as long as the store is away, again and again. `undefined` where the record
 * holds something newer. Where it cannot be stored in time, the intent still stands, and whoever comes next recovers.
 */
export const saveGrant = async (
  attempt: RefreshAttempt,
  grant: AppGrant,
  code: AppRecord['code'],
): Promise<RefreshResult | undefined> => {
  const { context, held } = attempt
  const token = keptOf(context, grant, attempt.forced)
  const { clock, saveMs: forMs } = context
  const pauseMs = (_: StoreFailure, tries: number): number => backoffMs(backoff, tries, clock)
  const saved = await retrying({ clock, pauseMs, forMs }, () => saveOnce(attempt, grant, token, code))()
  if (E.isLeft(saved)) return E.left(storeError(whereOf(context, subjectOf(attempt)), saved.left))
  if (saved.right !== undefined) tellStep(context, 'saved', subjectOf(attempt), held.fence)
  return saved.right
}

/**
 * Remembers that the authorisation is gone. The refresh token is kept, for `reconsider`. `undefined` where somebody came
 * between.
 */
export const markLost = async (attempt: RefreshAttempt, loss: Loss): Promise<RefreshResult | undefined> => {
  const { context, appId, known, held } = attempt
  const where = whereOf(context, subjectOf(attempt))
  const isNew = isUnknown(known.value)
  const lost = sinceFirst(
    known.value,
    isNew && loss.reason === 'withdrawn' ? { ...loss, because: 'never-there' } : loss,
  )
  const written = await context.apps.write(context.names.app(appId), lostRecord(known.value, lost), known.version)
  if (E.isLeft(written)) return E.left(storeError(where, written.left))
  if (written.right === undefined) return undefined
  tellStep(context, 'lost', subjectOf(attempt), held.fence)
  return E.left(remembered(where, lost, isNew))
}
