import { type Clock } from '@mini-domains/core'
import { type Store, memoryStore } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import {
  deleteOldRecords,
  keepObservation,
  lastObservation,
  monthOf,
  nothingSpent,
  observationOf,
  openRun,
  spendingOf,
} from '../../src/index.js'
import { handClock, start } from '../hand-clock.js'
import { onEachStore } from './stores.js'

const day = 24 * 3_600_000
const address = { vendor: 'baidu', app: '1', list: 'server' as const }
const done = { status: 'done', modification: 'spent', modifications: 1, uncertain: 0, exhausted: false } as const

const carryOut = async (store: Store, clock: Clock, plan: string, changes: number): Promise<void> => {
  const run = await openRun({ store, clock, plan, lines: changes, changes })
  if (E.isLeft(run) || run.right === undefined) throw new Error('the run did not open')
  for (let n = 0; n < changes; n += 1) {
    await run.right.begin({ n, address, cost: 1 }, clock.now())
    await run.right.end({ n, address, cost: 1 }, done)
  }
  await run.right.finish({ complete: true, cancelled: false, halted: [], counts: { done: changes } })
  await run.right.close()
}

const keysOf = async (store: Store): Promise<ReadonlyArray<string>> => {
  const keys = await store.keys('', '', 10_000)()
  if (E.isLeft(keys)) throw new Error(keys.left.message)
  return keys.right
}

const sortsOf = async (store: Store): Promise<ReadonlyArray<string>> =>
  (await keysOf(store)).map((key) => key.split('/')[0] ?? '')

describe('what is kept of the past', () => {
  onEachStore((openTwo) => {
    test('are runs of the last 90 days with their journals, and what lists spent in those months', async () => {
      const { clock, move } = handClock()
      const [store, other] = await openTwo(clock)
      await carryOut(store, clock, 'old', 3)
      await store.put('end/old/000000001/at/2', 'announced, and heard by nobody', 0)()
      move(60 * day)
      await carryOut(store, clock, 'new', 2)
      await keepObservation(
        store,
        address,
        observationOf({ domains: { request: ['https://a.example.com'] } }, start, 'read'),
        start,
      )
      move(29 * day)
      const before = await keysOf(store)
      expect(await deleteOldRecords({ store, clock })).toEqual(E.right(0))
      expect(await keysOf(other)).toEqual(before)
      move(30 * day)
      // Three changes, an end that nobody heard, the run, its place in the history, and the budget of a month.
      expect(await deleteOldRecords({ store, clock })).toEqual(E.right(7))
      expect((await keysOf(other)).filter((key) => /old|2026-11/.test(key))).toEqual([])
      expect(await sortsOf(other)).toEqual(['budget', 'change', 'change', 'history', 'observed', 'run'])
      expect(await deleteOldRecords({ store, clock })).toEqual(E.right(0))
      expect(await spendingOf(store, address, monthOf(start + 60 * day))).toEqual(
        E.right({ ...nothingSpent, spent: 2 }),
      )
      expect(E.isRight(await lastObservation(store, address))).toBe(true)
    })

    test('is deleted in parts of so many records at most, each call going on where the last stopped', async () => {
      const { clock, move } = handClock()
      const [store] = await openTwo(clock)
      await carryOut(store, clock, 'old', 7)
      move(200 * day)
      const counts: Array<number> = []
      for (let more = true; more && counts.length < 20;) {
        const deleted = await deleteOldRecords({ store, clock, limit: 4 })
        more = E.isRight(deleted) && deleted.right > 0
        if (E.isRight(deleted) && more) counts.push(deleted.right)
      }
      expect(Math.max(...counts)).toBeLessThanOrEqual(4)
      expect(await keysOf(store)).toEqual([])
    })

    test('is the journal of a plan that was applied again of late, and of one that is being applied', async () => {
      const { clock, move } = handClock()
      const [store, other] = await openTwo(clock)
      await carryOut(store, clock, 'again', 1)
      await carryOut(store, clock, 'held', 1)
      const lease = await other.acquire('run/held', 'another', 10 * 365 * day)()
      move(100 * day)
      await carryOut(store, clock, 'again', 1)
      await deleteOldRecords({ store, clock })
      expect((await keysOf(store)).filter((key) => key.startsWith('change/'))).toEqual([
        'change/again/000000000',
        'change/held/000000000',
      ])
      if (E.isRight(lease) && lease.right !== undefined) await other.release(lease.right)()
    })
  })

  test('is all there, and the next call deletes the rest, wherever a full disk stops it', async () => {
    const full = { _tag: 'StoreFailure', reason: 'full', message: 'no room', hint: { en: '', zh: '' } } as const
    for (const at of [0, 1, 2, 3]) {
      const { clock, move } = handClock()
      const store = memoryStore(clock)
      await carryOut(store, clock, 'old', 3)
      move(200 * day)
      let writes = 0
      const stopped: Store = {
        ...store,
        transact: (all, under) => (writes++ === at ? TE.left(full) : store.transact(all, under)),
      }
      const first = await deleteOldRecords({ store: stopped, clock })
      if (at < writes) expect(first).toEqual(E.left(full))
      const left = await keysOf(store)
      // A change without its run would stay for ever.
      expect(left.includes('run/old') || !left.some((key) => key.startsWith('change/'))).toBe(true)
      expect(E.isRight(await deleteOldRecords({ store, clock }))).toBe(true)
      expect(await keysOf(store)).toEqual([])
    }
  })

  test('is nothing of a damaged run, which hides and stops no other', async () => {
    const { clock, move } = handClock()
    const store = memoryStore(clock)
    await carryOut(store, clock, 'damaged', 1)
    await carryOut(store, clock, 'sound', 1)
    for (const key of await keysOf(store)) {
      const found = await store.get(key)()
      const version = E.isRight(found) ? (found.right?.version ?? 0) : 0
      if (key.includes('damaged')) await store.put(key, 'no JSON', version)()
    }
    move(200 * day)
    await deleteOldRecords({ store, clock })
    expect(await keysOf(store)).toEqual([])
  })
})
