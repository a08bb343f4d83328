import { type Clock } from '@mini-domains/core'
import { type Store, type StoreFailure } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import { interruptedWrites, newHistory } from './history.js'
import { forgetEnds } from './line-end.js'
import { readBook } from './progress.js'
import { RunRecord, decodeRecord, recordWrite, runKey } from './record.js'
import { takenOver } from './record-failure.js'
import { type Opening, type Run, runOn } from './run.js'
import { type LockOptions, type RunLock, type RunStanding, awaitLock, takeLock } from './run-lock.js'

/**
 * What a run is opened with.
 */
export interface RunOptions {
  readonly store: Store
  readonly clock: Clock
  /** The digest of the plan, how many lines it has, and how many of them are changes. */
  readonly plan: string
  readonly lines: number
  readonly changes: number
  /** This process, as others are told who holds the plan. */
  readonly by?: RunRecord['by']
  /** How long the lock of a process that died keeps others out. Default 4,000. */
  readonly leaseMs?: number
  /** Whether to wait, where another process holds the lock, until one that died has surely lost it. Default false. */
  readonly wait?: boolean
  /** Whether to wait for as long as another process holds it, also a living one. Default false. */
  readonly watch?: boolean
  readonly signal?: AbortSignal
}

const readRun = async ({
  store,
  plan,
}: RunOptions): Promise<
  E.Either<StoreFailure, { readonly before: RunRecord | undefined; readonly version: number }>
> => {
  const key = runKey(plan)
  const found = await store.get(key)()
  if (E.isLeft(found)) return found
  if (found.right === undefined) return E.right({ before: undefined, version: 0 })
  const { version } = found.right
  const record = decodeRecord(RunRecord, key, found.right)
  return E.isLeft(record) ? record : E.right({ before: record.right, version })
}

const openUnder = async (
  options: RunOptions,
  lock: RunLock,
  own: { version: number },
): Promise<E.Either<StoreFailure, Run>> => {
  const { store, clock, plan, lines, changes, by } = options
  const now = await readRun(options)
  if (E.isLeft(now)) return now
  const { before, version } = now.right
  const openedAt = clock.now()
  const history = await newHistory(store, plan, changes, openedAt)
  if (E.isLeft(history)) return history
  const interrupted = await interruptedWrites(store, before?.history)
  if (E.isLeft(interrupted)) return interrupted
  const begunAt = before?.begunAt ?? openedAt
  const record: RunRecord = {
    format: 1,
    plan,
    changes,
    begunAt,
    openedAt,
    history: history.right.key,
    ...(by === undefined ? {} : { by }),
  }
  const opened = await store.transact(
    [
      recordWrite(runKey(plan), record, version),
      recordWrite(history.right.key, history.right.record, 0),
      ...interrupted.right,
    ],
    lock.lease(),
  )()
  if (E.isLeft(opened)) return opened
  if (opened.right._tag !== 'Committed') return E.left(takenOver)
  const { version: openedVersion } = opened.right
  own.version = openedVersion
  const forgotten = await forgetEnds(store, plan, lock.lease())
  if (E.isLeft(forgotten)) return forgotten
  const book = await readBook(store, plan, lines)
  const opening: Opening = { record, history: history.right, version: openedVersion }
  return E.isLeft(book) ? book : E.right(runOn(options, lock, opening, book.right))
}

/**
 * Opens the run of a plan: takes its lock, and reads how far it has come. The right is `undefined` where another process holds the lock;
 * one that a dead process left is over after `leaseMs`.
 */
export const openRun = async (options: RunOptions): Promise<E.Either<StoreFailure, Run | undefined>> => {
  const { store, plan, clock, leaseMs = 4_000, wait = false, watch = false, signal } = options
  /** Of the run's record, as this process last wrote it. */
  const own = { version: 0 }
  const standing = async (): Promise<RunStanding> => {
    const found = await store.get(runKey(plan))()
    if (E.isRight(found) && (found.right?.version ?? 0) === own.version) return 'ours'
    return E.isRight(found) && found.right === undefined ? 'gone' : 'others'
  }
  const how: LockOptions = { store, plan, clock, leaseMs }
  const lock = wait ? await awaitLock(how, standing, { watch, signal }) : await takeLock(how, standing)
  if (E.isLeft(lock)) return lock
  if (lock.right === undefined) return E.right(undefined)
  const run = await openUnder(options, lock.right, own)
  if (E.isLeft(run)) await lock.right.release()
  return run
}
