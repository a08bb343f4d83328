import { type Bilingual, type Clock } from '@mini-domains/core'
import { bilingual } from '@mini-domains/core/adapter'
import { type AppRange, type RangeDispatch, type RangeReader, type Reading } from '@mini-domains/fleet'
import { randomUUID } from 'node:crypto'
import { type Redis } from 'ioredis'
import { blackboard, refusalMessage } from './announcement.js'
import { type LineQueue, openLineQueue } from './line-queue.js'
import { unpackedText } from './published-plan.js'
import { troubleMessage, troubleTeller } from './queue-failure.js'
import { appsQueue, rangeTries, readings } from './reading-board.js'
import { type HearTrouble, type Identity, type QueuePlace, lost, openRedis } from './queue-place.js'

/**
 * How workers read apps by ranges.
 */
export interface RangeOptions {
  readonly place: QueuePlace
  /** Only workers that are the same in both take part. */
  readonly identity: Identity
  readonly clock: Clock
  /** Gives up what no worker has finished. */
  readonly signal?: AbortSignal
  /** Apps of a range. Default 50. */
  readonly size?: number
  /** How long there may be no worker before that is told. Default 10,000. */
  readonly noWorkerMs?: number
  /** Hears that there is no worker, and why the queues cannot be used. */
  readonly onNotice?: (message: Bilingual) => void
}

const concurrency = 32
const hearMs = 100
const lookMs = 5_000
const awayMs = 1_000
/** How long a reading that ends waits for a Redis that is silent: what it leaves there the first worker that sees it takes away. */
const patienceMs = 10_000

const noReader = bilingual(
  'no worker reads the lists; start one on any machine with the same config and store: mini-domains worker',
  '没有 worker 读取列表；请在任意一台配置与存储相同的机器上启动：mini-domains worker',
)

type Outstanding = Map<number, { readonly range: AppRange; readonly end: (text: string | undefined) => void }>

interface Feeding extends RangeOptions {
  readonly id: string
  readonly reading: Reading
  readonly redis: Redis
  readonly queue: LineQueue
  readonly outstanding: Outstanding
  readonly hearTrouble: HearTrouble
}

const jobOf = (range: AppRange) => ({ n: range.from, range })

const settle = (outstanding: Outstanding, n: number, text: string | undefined): void => {
  const one = outstanding.get(n)
  outstanding.delete(n)
  one?.end(text)
}

/** Looks every few seconds: says that the apps are read, feeds again what is in no queue, gives up what fails again and again. */
const looker = ({ id, reading, redis, queue, outstanding, place, identity, clock, ...more }: Feeding) => {
  const { noWorkerMs = 10_000, onNotice } = more
  const said = readings(redis, place)
  const board = blackboard(redis, place)
  let lookedAt = -Infinity
  let workedAt = clock.now()
  let isTold = false
  let missingBefore: ReadonlySet<number> = new Set()
  const tellOfWorkers = async (): Promise<void> => {
    if (outstanding.size === 0 || (await queue.workers()) > 0) {
      workedAt = clock.now()
      isTold = false
    }
    if (isTold || clock.now() - workedAt < noWorkerMs) return
    isTold = true
    const refusal = await board.refusal(id)
    onNotice?.(refusal === undefined ? noReader : refusalMessage(refusal))
  }
  return async (): Promise<void> => {
    if (clock.now() - lookedAt < lookMs) return
    await said.announce(id, identity, reading)
    const begun = await said.begun(id)
    const held = await queue.lines()
    const missing = [...outstanding].flatMap(([n, { range }]) => (held.has(n) ? [] : [range]))
    // A job may be on its way out just now: what was read of it is there at the next look.
    const lost = missing.filter(({ from }) => missingBefore.has(from))
    const isGivenUp = ({ from }: AppRange): boolean => (begun.get(from) ?? 0) >= rangeTries
    for (const range of lost.filter(isGivenUp)) settle(outstanding, range.from, undefined)
    await queue.add(lost.filter((range) => !isGivenUp(range)).map(jobOf))
    missingBefore = new Set(missing.map(({ from }) => from))
    await tellOfWorkers()
    lookedAt = clock.now()
  }
}

const fed = async (feeding: Feeding, fresh: Array<AppRange>, isClosed: () => boolean): Promise<void> => {
  const { id, redis, queue, outstanding, place, clock, hearTrouble } = feeding
  const said = readings(redis, place)
  const look = looker(feeding)
  const turn = async (): Promise<void> => {
    await look()
    if (fresh.length > 0) await queue.add(fresh.splice(0).map(jobOf))
    for (const [n, bytes] of await said.results(id, [...outstanding.keys()]))
      settle(outstanding, n, (await unpackedText(bytes)) ?? '')
  }
  while (!isClosed())
    try {
      await turn()
      await clock.sleep(hearMs)
    } catch (error) {
      hearTrouble(error)
      await clock.sleep(awayMs)
    }
}

const openReader = (options: RangeOptions, reading: Reading): RangeReader => {
  const { place, clock, signal, onNotice } = options
  const id = randomUUID().replaceAll('-', '')
  const hearTrouble = troubleTeller(clock, (failure) => onNotice?.(troubleMessage(failure)))
  const redis = openRedis(place, hearTrouble)
  const queue = openLineQueue(place, id, appsQueue, hearTrouble)
  const outstanding: Outstanding = new Map()
  const fresh: Array<AppRange> = []
  let isClosed = false
  const feeding = fed({ ...options, id, reading, redis, queue, outstanding, hearTrouble }, fresh, () => isClosed)
  const giveUp = (): void => {
    for (const n of [...outstanding.keys()]) settle(outstanding, n, undefined)
  }
  signal?.addEventListener('abort', giveUp, { once: true })
  return {
    concurrency,
    read: (range) =>
      new Promise((end) => {
        if (signal?.aborted === true) return end(undefined)
        outstanding.set(range.from, { range, end })
        fresh.push(range)
      }),
    close: async () => {
      isClosed = true
      signal?.removeEventListener('abort', giveUp)
      const takenAway = async (): Promise<void> => {
        await feeding
        await readings(redis, place).withdraw(id)
        await queue.remove()
      }
      // Redis may go at any moment of this, and then answers nothing until it is back.
      const away = redis.status === 'ready' ? lost(redis) : Promise.resolve()
      const patience = new AbortController()
      await Promise.race([takenAway().catch(hearTrouble), away, clock.sleep(patienceMs, patience.signal)])
      patience.abort()
      await queue.close().catch(hearTrouble)
      redis.disconnect()
    },
  }
}

/**
 * Has the workers read the lists of apps, range by range, for `planBy` and `verifyBy` of `@mini-domains/fleet`. A range that a worker dies in goes to
 * another one. At one that workers fail at or die of three times, as where their apps are others, nobody finishes: each of its apps is then told as not
 * read. Without a worker it waits, and says so.
 */
export const workerRanges = (options: RangeOptions): RangeDispatch => ({
  open: (reading) => openReader(options, reading),
  ...(options.size === undefined ? {} : { size: options.size }),
})
