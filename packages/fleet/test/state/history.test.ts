import { type Clock } from '@mini-domains/core'
import { type Store, type StoreFailure, type StoreWrite, memoryStore } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import {
  type HistoryRecord,
  type Run,
  historyKey,
  lastObservation,
  observationOf,
  openRun,
  runHistory,
} from '../../src/index.js'
import { handClock, start } from '../hand-clock.js'
import { onEachStore } from './stores.js'

const day = 24 * 3_600_000
const address = { vendor: 'baidu', app: '1', list: 'server' as const }
const change = { n: 0, address, cost: 1 }
const done = { status: 'done', modification: 'spent', modifications: 1, uncertain: 0, exhausted: false } as const
const counts = { done: 1 }
const complete = { complete: true, cancelled: false, halted: [], counts }

const open = (store: Store, clock: Clock, plan = 'p') =>
  openRun({ store, clock, plan, lines: 5, changes: 3, leaseMs: 9_000 })

const opened = async (...args: Parameters<typeof open>): Promise<Run> => {
  const run = await open(...args)
  if (E.isLeft(run) || run.right === undefined) throw new Error('the run did not open')
  return run.right
}

const history = async (store: Store): Promise<ReadonlyArray<HistoryRecord | string>> => {
  const found = await runHistory(store, { limit: 100 })
  if (E.isLeft(found)) throw new Error(found.left.message)
  return found.right.map(({ run }) => (E.isLeft(run) ? run.left.message : run.right))
}

describe('the history of runs', () => {
  onEachStore((openTwo) => {
    test('tells of each run, newest first: when it was started, when and how it ended', async () => {
      const { clock, move } = handClock()
      const [one, two] = await openTwo(clock)
      const first = await opened(one, clock, 'a')
      move(5_000)
      await first.finish(complete)
      await first.close()
      const second = await opened(two, clock, 'b')
      expect(await history(one)).toEqual([
        { format: 1, run: `${(start + 5_000).toString(36)}-b`, plan: 'b', changes: 3, startedAt: start + 5_000 },
        expect.objectContaining({ plan: 'a', startedAt: start, endedAt: start + 5_000, exit: 'complete', counts }),
      ])
      await second.finish({ ...complete, complete: false, halted: ['baidu'] })
      await second.close()
      expect(await history(one)).toMatchObject([{ exit: 'halted' }, { exit: 'complete' }])
    })

    test('comes in pages, each run once', async () => {
      const { clock, move } = handClock()
      const [store] = await openTwo(clock)
      for (const plan of ['a', 'b', 'c']) {
        await (await opened(store, clock, plan)).close()
        move(1)
      }
      const seen: Array<string> = []
      for (let after = ''; ;) {
        const page = await runHistory(store, { limit: 2, after })
        if (E.isLeft(page) || page.right.length === 0) break
        seen.push(...page.right.map(({ key }) => key))
        after = page.right.at(-1)?.key ?? ''
      }
      expect(seen).toEqual(['c', 'b', 'a'].map((plan, i) => historyKey(plan, start + 2 - i)))
    })

    test('notes of a run whose process died that it was interrupted, once its plan is applied again', async () => {
      const { clock, move } = handClock()
      const [one, two] = await openTwo(clock)
      // Its lock is given back, as time would do it; the run itself never came to its end.
      await (await opened(one, clock)).close()
      move(60_000)
      const again = await opened(two, clock)
      expect(await history(two)).toMatchObject([
        { startedAt: start + 60_000 },
        { startedAt: start, exit: 'interrupted' },
      ])
      await again.finish(complete)
      await again.close()
      expect(await history(two)).toMatchObject([{ exit: 'complete' }, { exit: 'interrupted' }])
    })

    test('loses no run to a clock that is set back by a day, also to the same moment', async () => {
      const { clock, move } = handClock()
      const [store] = await openTwo(clock)
      for (const back of [0, day, day]) {
        move(day)
        const run = await opened(store, clock)
        await run.finish(complete)
        await run.close()
        move(-back)
      }
      const runs = await history(store)
      expect(runs).toMatchObject([{ exit: 'complete' }, { exit: 'complete' }, { exit: 'complete' }])
      expect(new Set(runs.map((run) => (typeof run === 'string' ? run : run.run))).size).toBe(3)
    })

    test('tells of a damaged record in its place, and it stops no run', async () => {
      const { clock, move } = handClock()
      const [store] = await openTwo(clock)
      await (await opened(store, clock)).close()
      const key = historyKey('p', start)
      const found = await store.get(key)()
      if (E.isLeft(found) || found.right === undefined) throw new Error('there is no history')
      await store.put(key, 'no JSON', found.right.version)()
      move(1)
      await (await opened(store, clock)).finish(complete)
      expect(await history(store)).toMatchObject([
        { exit: 'complete' },
        `the record ${key} in the store cannot be read`,
      ])
    })

    test('is kept apart for two processes that apply two plans at once', async () => {
      const { clock } = handClock()
      const stores = await openTwo(clock)
      const runs = await Promise.all(stores.map((store, i) => opened(store, clock, `plan-${i}`)))
      await Promise.all(runs.map((run) => run.finish(complete)))
      await Promise.all(runs.map((run) => run.close()))
      expect(await history(stores[0])).toMatchObject([
        { plan: 'plan-0', exit: 'complete' },
        { plan: 'plan-1', exit: 'complete' },
      ])
    })
  })
})

describe('a disk that is full at one write', () => {
  const full: StoreFailure = { _tag: 'StoreFailure', reason: 'full', message: 'no room', hint: { en: '', zh: '' } }

  /** A store whose write number `at`, from 0, finds no room. */
  const fullAt = (store: Store, at: number): Store => {
    let writes = 0
    return { ...store, transact: (all, under) => (writes++ === at ? TE.left(full) : store.transact(all, under)) }
  }

  const observed = observationOf({ domains: { request: ['https://api.example.com'] } }, start, 'write')

  const carriedOut = async (store: Store, clock: Clock): Promise<ReadonlyArray<E.Either<StoreFailure, unknown>>> => {
    const run = await open(store, clock)
    if (E.isLeft(run)) return [run]
    if (run.right === undefined) throw new Error('the run is held')
    const steps = [await run.right.begin(change, clock.now())]
    if (E.isRight(steps[0] ?? E.left(full))) steps.push(await run.right.end(change, { ...done, observed }))
    steps.push(await run.right.finish(complete))
    await run.right.close()
    return steps
  }

  test.each([0, 1, 2, 3])(
    'is told, leaves of each step all or nothing, and the next run goes on: write %i',
    async (at) => {
      const { clock, move } = handClock()
      const store = memoryStore(clock)
      const steps = await carriedOut(fullAt(store, at), clock)
      expect(steps.filter(E.isLeft)).toEqual([E.left(full)])
      const keys = await store.keys('', '', 100)()
      // A run has its place in the history, and an end what was observed, or neither is there.
      const there = E.isRight(keys) ? keys.right.map((key) => key.split('/')[0]) : []
      expect(there.includes('history')).toBe(there.includes('run'))
      expect(there.includes('observed')).toBe(at > 2)
      move(1)
      const again = await carriedOut(store, clock)
      expect(again.filter(E.isLeft)).toEqual([])
      expect((await history(store))[0]).toMatchObject({ exit: 'complete' })
      expect(await lastObservation(store, address)).toEqual(E.right(observed))
    },
  )

  test('keeps what a change spent together with what was observed of its list', async () => {
    const { clock } = handClock()
    const store = memoryStore(clock)
    const seen: Array<ReadonlyArray<StoreWrite>> = []
    const watched: Store = {
      ...store,
      transact: (writes, under) => {
        seen.push(writes)
        return store.transact(writes, under)
      },
    }
    await carriedOut(watched, clock)
    const sorts = seen.map((writes) => writes.map(({ key }) => key.split('/')[0]))
    expect(sorts).toEqual([
      ['run', 'history'],
      // That no block has the line, and what becomes of it.
      ['change', 'change', 'budget'],
      ['change', 'budget', 'observed'],
      ['run', 'history'],
    ])
  })
})
