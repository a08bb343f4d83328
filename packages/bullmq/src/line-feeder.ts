import { type Bilingual, type Clock } from '@mini-domains/core'
import { type StoreFailure, spentNothing } from '@mini-domains/core/adapter'
import { type ChangeRunner, type PlacedChange, type Run, type RunnerEnd, takenOver } from '@mini-domains/fleet'
import * as E from 'fp-ts/lib/Either.js'
import { type Blackboard, noWorker, refusalMessage } from './announcement.js'
import { type LineQueue } from './line-queue.js'
import { queueFailure } from './queue-failure.js'
import { type HearTrouble, type LineJob } from './queue-place.js'

/**
 * What the changes of a plan are fed with.
 */
export interface Feeding {
  readonly plan: string
  readonly run: Run
  /** Carries out what must be done alone: the changes of pools. */
  readonly own: ChangeRunner
  readonly queues: ReadonlyMap<string, LineQueue>
  readonly board: Blackboard
  /** Says once more that the plan is fed, and puts its lines there again where they are gone. */
  readonly announce: () => Promise<void>
  readonly isCancelled: () => Promise<boolean>
  /** Says that the plan is fed no more. */
  readonly withdraw: () => Promise<void>
  readonly clock: Clock
  readonly signal: AbortSignal
  /** How many jobs wait in all queues together, at most. */
  readonly waiting: number
  /** How long there may be no worker before that is told. */
  readonly noWorkerMs: number
  readonly tell: (message: Bilingual) => void
  readonly hearTrouble: HearTrouble
  readonly cancel: () => void
}

interface Outstanding {
  readonly vendor: string
  readonly job: LineJob
  readonly end: (end: RunnerEnd | undefined) => void
}

/** How long to wait for the next end: a tenth of the time since the last. A halt must not be late, and an idle Redis is left alone. */
const hearMs = { least: 50, most: 250 }
const lookMs = 5_000
const awayMs = 1_000
/** How long a feeder that was told to stop waits for a store that is away: then nobody can tell how its lines stand. */
const patienceMs = 10_000

/**
 * Feeds the changes of a plan to workers, and hears from the store how they ended. Nothing rests on the queue: what is in no queue and has
 * not ended is fed again.
 */
export const lineFeeder = (feeding: Feeding): ChangeRunner => {
  const { plan, run, own, queues, board, clock, signal, noWorkerMs, tell, hearTrouble } = feeding
  const outstanding = new Map<number, Outstanding>()
  const fresh = new Map<string, Array<LineJob>>()
  const halted = new Set<string>()
  /** Lines that were in no queue at the look before, and of which no end was heard. */
  let missing = new Set<number>()
  let failedBy: StoreFailure | undefined
  let workedAt = clock.now()
  let lookedAt = clock.now()
  let heardAt = clock.now()
  let isTold = false
  let isClosed = false
  let isAbandoned = false
  /** When the store was last heard. */
  let wellAt = clock.now()
  const closing = new AbortController()

  const settle = (n: number, end: RunnerEnd | undefined): void => {
    const one = outstanding.get(n)
    outstanding.delete(n)
    one?.end(end)
  }
  const settleAll = (failure: StoreFailure): void => {
    failedBy = failure
    for (const n of [...outstanding.keys()]) settle(n, { status: 'unknown', ...spentNothing, storeFailure: failure })
  }
  const jobsOf = (vendor: string): ReadonlyArray<LineJob> =>
    [...outstanding.values()].flatMap((one) => (one.vendor === vendor ? [one.job] : []))

  const addFresh = async (): Promise<void> => {
    for (const [vendor, jobs] of fresh) {
      fresh.delete(vendor)
      if (!halted.has(vendor) && !signal.aborted) await queues.get(vendor)?.add(jobs)
    }
  }

  /** Hears how changes ended; says whether there may be more, and `away` where the store cannot tell. */
  const hear = async (): Promise<'more' | 'none' | 'away'> => {
    const heard = await run.ends()
    if (E.isLeft(heard)) {
      if (heard.left !== takenOver && heard.left.reason === 'unavailable') {
        await clock.sleep(awayMs)
        return 'away'
      }
      settleAll(heard.left)
      return 'none'
    }
    wellAt = clock.now()
    for (const { n, end } of heard.right) {
      const { version: _version, stopped: _stopped, ...told } = end
      settle(n, told)
    }
    return heard.right.length > 0 ? 'more' : 'none'
  }

  /** Gives up what no worker has of a vendor that is halted. */
  const giveUp = async (vendor: string): Promise<void> => {
    const queue = queues.get(vendor)
    if (queue === undefined || jobsOf(vendor).length === 0) return
    const inHand = await queue.empty()
    // Whoever had a job kept its end before it gave the job back; what cannot be heard now is given up at no turn before it can.
    let heard = await hear()
    while (heard === 'more') heard = await hear()
    if (heard === 'away') return
    for (const { n } of jobsOf(vendor)) if (!inHand.has(n)) settle(n, undefined)
  }

  /** Feeds again what was in no queue at the look before either; gives what is missing. */
  const feedAgain = async (vendor: string, queue: LineQueue): Promise<ReadonlyArray<number>> => {
    const held = await queue.lines()
    const lost = jobsOf(vendor).filter(({ n }) => !held.has(n))
    await queue.add(lost.filter(({ n }) => missing.has(n)))
    return lost.map(({ n }) => n)
  }

  const tellOfWorkers = async (): Promise<void> => {
    const counts = await Promise.all([...queues.values()].map((queue) => queue.workers()))
    if (outstanding.size === 0 || counts.some((count) => count > 0)) {
      workedAt = clock.now()
      isTold = false
    }
    if (isTold || clock.now() - workedAt < noWorkerMs) return
    isTold = true
    const refusal = await board.refusal(plan)
    tell(refusal === undefined ? noWorker : refusalMessage(refusal))
  }

  const look = async (): Promise<void> => {
    lookedAt = clock.now()
    await feeding.announce()
    if (await feeding.isCancelled()) feeding.cancel()
    for (const [n, failure] of await board.failures(plan))
      settle(n, { status: 'unknown', ...spentNothing, storeFailure: failure })
    const nowMissing = new Set<number>()
    for (const [vendor, queue] of queues)
      if (!halted.has(vendor) && !signal.aborted) for (const n of await feedAgain(vendor, queue)) nowMissing.add(n)
    missing = nowMissing
    await tellOfWorkers()
  }

  const turn = async (): Promise<void> => {
    const isFresh = fresh.size > 0
    await addFresh()
    const isMore = (await hear()) === 'more'
    const isDue = clock.now() - lookedAt >= lookMs
    if (isDue) await look()
    for (const vendor of queues.keys()) if (signal.aborted || halted.has(vendor)) await giveUp(vendor)
    if (isMore || isFresh) heardAt = clock.now()
    if (!isMore) await clock.sleep(Math.min(hearMs.most, Math.max(hearMs.least, (clock.now() - heardAt) / 10)))
  }

  const fed = async (): Promise<void> => {
    while (!isClosed && failedBy === undefined)
      try {
        await turn()
      } catch (error) {
        hearTrouble(error)
        await clock.sleep(awayMs)
      }
  }
  const feedingOn = fed()

  /** Ends the wait of one that was told to stop, where the store stays away: a queue would wait for it without end. */
  const abandoned = new Promise<void>((resolve) => {
    const watch = async (): Promise<void> => {
      const stoppedAt = clock.now()
      while (!isClosed && clock.now() - Math.max(stoppedAt, wellAt) < patienceMs)
        await clock.sleep(awayMs, closing.signal)
      if (isClosed) return
      isAbandoned = true
      settleAll(queueFailure({ code: 'ETIMEDOUT' }))
      resolve()
    }
    if (signal.aborted) void watch()
    else signal.addEventListener('abort', () => void watch(), { once: true })
  })

  const carryOut = ({ n, line }: PlacedChange): Promise<RunnerEnd | undefined> =>
    new Promise((end) => {
      const { vendor } = line.address
      if (failedBy !== undefined) {
        end({ status: 'unknown', ...spentNothing, storeFailure: failedBy })
        return
      }
      // What ended in an earlier run and is carried out all the same is tried once more, not told once more.
      const job: LineJob = run.progress.wasTried(n) ? { n, again: run.progress.versionOf(n) } : { n }
      outstanding.set(n, { vendor, job, end })
      const jobs = fresh.get(vendor) ?? []
      jobs.push(job)
      fresh.set(vendor, jobs)
    })

  return {
    concurrency: feeding.waiting,
    carryOut: (change) => (change.line.stage === 'app' ? carryOut(change) : own.carryOut(change)),
    halt: (vendor) => void halted.add(vendor),
    close: async () => {
      isClosed = true
      closing.abort()
      await Promise.race([feedingOn, abandoned])
      // Whoever took the run over uses the queues now; what cannot be reached stays.
      const isOurs = failedBy !== takenOver && !isAbandoned
      try {
        for (const queue of queues.values()) await (isOurs ? queue.remove() : queue.close())
        if (isOurs) await feeding.withdraw()
      } catch (error) {
        // What stays is no harm: nobody feeds it, and the next feeder begins by taking it away.
        hearTrouble(error)
      }
    },
  }
}
