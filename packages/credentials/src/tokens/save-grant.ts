import { type AppGrant, type StoreFailure } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import { type Turn, keptOf, subjectOf } from './app-attempt.js'
import { tellStep, whereOf } from './context.js'
import { type Got } from './token-refresh.js'
import {
  type AppRecord,
  type KeptToken,
  type Loss,
  isUnheardOf,
  lostRecord,
  sinceFirst,
} from '../records/app-record.js'
import { neverThere, remembered, storeTrouble } from './token-errors.js'
import { type Known } from '../encryption/encrypted-records.js'

const newest = (
  turn: Turn,
  base: AppRecord,
  grant: AppGrant,
  token: KeptToken,
  code: AppRecord['code'],
): AppRecord => ({
  ...base,
  refreshToken: grant.refreshToken,
  refreshTokenAt: turn.desk.clock.now(),
  token,
  code,
  intent: null,
  lost: null,
  doubted: null,
})

/**
 * What to do with a new pair when the record is not the one that was left: nothing is overwritten that is newer.
 *
 * - `mine`: the write did arrive, and only its answer was lost.
 * - `gone`: the store has lost everything; this pair is the newest there is.
 * - `touched`: an event was noted meanwhile, and the intent is still this turn's: both are kept.
 * - `theirs`: somebody took over, or a new authorisation came: this pair is the older one.
 */
type Meeting = 'mine' | 'gone' | 'touched' | 'theirs'

const meetingOf = (turn: Turn, { value, version }: Known<AppRecord>, token: KeptToken): Meeting => {
  if (value.token?.value === token.value) return 'mine'
  if (version === 0) return 'gone'
  return value.intent?.fence === turn.held.fence && value.lost === null ? 'touched' : 'theirs'
}

type Saved = E.Either<StoreFailure, Got | undefined>

const saveOver = async (
  turn: Turn,
  at: Known<AppRecord>,
  grant: AppGrant,
  token: KeptToken,
  code: AppRecord['code'],
): Promise<Saved> => {
  const { desk, appId } = turn
  const written = await desk.apps.write(desk.names.app(appId), newest(turn, at.value, grant, token, code), at.version)
  if (E.isLeft(written)) return written
  return E.right(written.right === undefined ? undefined : E.right(token))
}

const meet = async (turn: Turn, grant: AppGrant, token: KeptToken): Promise<Saved> => {
  const { desk, appId } = turn
  const found = await desk.apps.read(desk.names.app(appId))
  if (E.isLeft(found)) return found
  switch (meetingOf(turn, found.right, token)) {
    case 'mine':
      return E.right(E.right(token))
    case 'theirs':
      return E.right(undefined)
    case 'gone':
    case 'touched': {
      const saved = await saveOver(turn, found.right, grant, token, found.right.value.code)
      return E.isRight(saved) && saved.right === undefined ? meet(turn, grant, token) : saved
    }
  }
}

const attempt = async (turn: Turn, grant: AppGrant, token: KeptToken, code: AppRecord['code']): Promise<Saved> => {
  const saved = await saveOver(turn, turn.known, grant, token, code)
  return E.isRight(saved) && saved.right === undefined ? meet(turn, grant, token) : saved
}

/**
 * Stores a new pair, before anybody uses it; as long as the store is away, again and again. `undefined` where the record
 * holds something newer. Where it cannot be stored in time, the intent still stands, and whoever comes next recovers.
 */
export const save = async (turn: Turn, grant: AppGrant, code: AppRecord['code']): Promise<Got | undefined> => {
  const { desk, held } = turn
  const token = keptOf(desk, grant, turn.forced)
  const deadline = desk.clock.now() + desk.saveMs
  for (let pause = 20; ; pause = Math.min(1_000, pause * 2)) {
    const saved = await attempt(turn, grant, token, code)
    if (E.isRight(saved)) {
      if (saved.right !== undefined) tellStep(desk, 'saved', subjectOf(turn), held.fence)
      return saved.right
    }
    if (desk.clock.now() >= deadline) return E.left(storeTrouble(whereOf(desk, subjectOf(turn)), saved.left))
    await desk.clock.sleep(pause * (0.5 + desk.clock.random()))
  }
}

/**
 * Remembers that the authorisation is gone. The refresh token is kept, for `reconsider`. `undefined` where somebody came
 * between.
 */
export const lose = async (turn: Turn, loss: Loss): Promise<Got | undefined> => {
  const { desk, appId, known, held } = turn
  const where = whereOf(desk, subjectOf(turn))
  const isNew = isUnheardOf(known.value)
  const lost = sinceFirst(known.value, isNew && loss.reason === 'withdrawn' ? { ...loss, because: neverThere } : loss)
  const written = await desk.apps.write(desk.names.app(appId), lostRecord(known.value, lost), known.version)
  if (E.isLeft(written)) return E.left(storeTrouble(where, written.left))
  if (written.right === undefined) return undefined
  tellStep(desk, 'lost', subjectOf(turn), held.fence)
  return E.left(remembered(where, lost, isNew))
}
