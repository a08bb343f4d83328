import * as E from 'fp-ts/lib/Either.js'
import { type Clock } from '@mini-domains/core'
import { type StoreFailure } from '@mini-domains/core/adapter'
import { type OpenFile } from '../file/open-file.js'
import { failureOf, isBusy } from '../store-failure.js'
import { type Writer, busyPauseMs, writeTogether } from './transaction.js'

/**
 * How long to wait between commits, so that a slow disk does not stop the process all the time.
 */
interface CommitPace {
  /** Commits, and sees how long that takes. */
  readonly commit: (run: () => void) => void
  /** How long writers gather before the next commit, after one that so many shared. */
  readonly restMs: (writers: number) => number
}

// An SSD is faster than this; then nobody waits.
const fastMs = 3

// A disk that hangs must not make writers wait for minutes, nor a clock that is set on for a day.
const longestMs = 250

/**
 * A pace that follows the disk: the process stands still for at most half of its time where one writes alone, for a quarter
 * where many do.
 *
 * Who writes alone, one thing after the other, gains nothing by waiting for others.
 */
const commitPace = (clock: Clock): CommitPace => {
  let meanMs = 0
  return {
    commit: (run) => {
      const started = clock.now()
      run()
      const tookMs = Math.min(longestMs, Math.max(0, clock.now() - started))
      meanMs += (tookMs - meanMs) / 4
    },
    restMs: (writers) => (meanMs < fastMs ? 0 : Math.min(longestMs, meanMs * (writers > 1 ? 3 : 1))),
  }
}

/**
 * The writers of one open file.
 */
export interface GroupCommit {
  /** Lets one write with the next commit. */
  readonly add: (writer: Writer) => void
  /** Lets those who wait write now; who still cannot, fails so. */
  readonly end: (failure: StoreFailure) => void
}

interface Waiting extends Writer {
  /** How long it has waited for a lock that another process holds. */
  readonly busyMs: number
}

// Some ten milliseconds of work, for which the process stands still.
const largestGroup = 256

/**
 * The next turn of the event loop.
 */
export const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/**
 * Lets writers that wait at the same time share one transaction, and so one wait for the disk.
 *
 * The first who comes after a rest is written in this turn of the event loop, together with all who come in it. The rest after
 * a commit is as long as the disk is slow. A lock that another process holds is waited for with short random pauses: SQLite
 * would wait for it itself, but stop the whole process meanwhile.
 */
export const groupCommit = (file: OpenFile, clock: Clock, patienceMs: number): GroupCommit => {
  const pace = commitPace(clock)
  let waiting: Array<Waiting> = []
  let busyTimes = 0
  let isDriven = false

  const waitForLock = (error: unknown): number => {
    const pauseMs = busyPauseMs(clock, busyTimes++)
    const isPatient = ({ busyMs }: Waiting): boolean => busyMs < patienceMs
    const impatient = waiting.filter((writer) => !isPatient(writer))
    waiting = waiting.filter(isPatient).map((writer) => ({ ...writer, busyMs: writer.busyMs + pauseMs }))
    impatient.forEach(({ fail }) => fail(failureOf(error)))
    return pauseMs
  }

  /** Writes one group. Gives how long to wait before the next. */
  const writeGroup = (): number => {
    if (waiting.length === 0) return 0
    const group = waiting.slice(0, largestGroup)
    const written = E.tryCatch(
      () => writeTogether(file, group, pace.commit),
      (error): unknown => error,
    )
    if (E.isLeft(written) && isBusy(written.left)) return waitForLock(written.left)
    busyTimes = 0
    waiting = [...(E.isRight(written) ? written.right : []), ...waiting.slice(group.length)]
    if (E.isLeft(written)) group.forEach(({ fail }) => fail(failureOf(written.left)))
    return E.isRight(written) && written.right.length > 0 ? 0 : pace.restMs(group.length)
  }

  const drive = async (): Promise<void> => {
    isDriven = true
    while (waiting.length > 0) {
      await nextTurn()
      const pauseMs = writeGroup()
      if (pauseMs > 0) await clock.sleep(pauseMs)
    }
    isDriven = false
  }

  return {
    add: (writer) => {
      waiting.push({ ...writer, busyMs: 0 })
      if (!isDriven) void drive()
    },
    end: (failure) => {
      for (let before = Infinity; waiting.length < before;) {
        before = waiting.length
        writeGroup()
      }
      waiting.forEach(({ fail }) => fail(failure))
      waiting = []
    },
  }
}
