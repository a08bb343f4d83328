import { type Clock } from '@mini-domains/core'
import { type Store, type StoreFailure, memoryData, memoryStore } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { type Run, type RunEnd, monthOf, nothingSpent, openRun, spendingOf } from '../../src/index.js'
import { handClock, start } from '../hand-clock.js'
import { keptChanges } from '../kept-changes.js'

const day = 24 * 3_600_000
const address = { vendor: 'baidu', app: '1', list: 'server' as const }
const change = { n: 3, address, cost: 2 }
const done: RunEnd = { status: 'done', modification: 'spent', modifications: 2, uncertain: 0, exhausted: false }

const open = (store: Store, clock: Clock, more: { readonly plan?: string; readonly wait?: boolean } = {}) =>
  openRun({ store, clock, plan: 'p', lines: 5, changes: 3, leaseMs: 9_000, ...more })

const opened = async (...args: Parameters<typeof open>): Promise<Run> => {
  const run = await open(...args)
  if (E.isLeft(run) || run.right === undefined) throw new Error('the run did not open')
  return run.right
}

const spent = (store: Store, now = start) => spendingOf(store, address, monthOf(now))

describe('a run', () => {
  test('knows what ended, what was begun, and what is tried again', async () => {
    const { clock } = handClock()
    const store = memoryStore(clock)
    const first = await opened(store, clock)
    await first.end({ ...change, n: 0 }, { ...done, status: 'already', modification: 'not-spent', modifications: 0 })
    await first.begin({ ...change, n: 1 }, clock.now())
    await first.end({ ...change, n: 1 }, { ...done, status: 'failed', modification: 'not-spent', modifications: 0 })
    await first.begin({ ...change, n: 2 }, clock.now())
    await first.begin(change, clock.now())
    await first.end(change, { ...done, status: 'failed', modification: 'unknown', modifications: 0, uncertain: 1 })
    await first.close()
    const { progress } = await opened(store, clock)
    expect([0, 1, 2, 3, 4].map(progress.statusOf)).toEqual(['already', 'untouched', 'begun', 'failed', 'untouched'])
    expect([progress.ended, progress.well]).toEqual([2, 1])
  })

  test('reserves with the intent what a change may spend, and counts with its end what it spent', async () => {
    const { clock } = handClock()
    const store = memoryStore(clock)
    const run = await opened(store, clock)
    await run.begin(change, clock.now())
    expect(await spent(store)).toEqual(E.right({ ...nothingSpent, held: 2 }))
    await run.end(change, { ...done, modifications: 1, uncertain: 1, exhausted: true })
    expect(await spent(store)).toEqual(E.right({ spent: 1, unknown: 1, held: 0, exhausted: true }))
  })

  test('gives back in the month in which it reserved', async () => {
    const { clock, move } = handClock()
    const store = memoryStore(clock)
    const run = await opened(store, clock)
    await run.begin(change, clock.now())
    await run.close()
    move(20 * day)
    await (await opened(store, clock)).end(change, done)
    expect(await spent(store)).toEqual(E.right({ ...nothingSpent, spent: 2 }))
    expect(await spent(store, start + 20 * day)).toEqual(E.right(nothingSpent))
  })

  test('counts along with others that count the same list', async () => {
    const { clock } = handClock()
    const store = memoryStore(clock)
    const [one, two] = [await opened(store, clock), await opened(store, clock, { plan: 'q' })]
    await one.begin(change, clock.now())
    await two.begin(change, clock.now())
    await one.end(change, done)
    await two.end(change, done)
    expect(await spent(store)).toEqual(E.right({ ...nothingSpent, spent: 4 }))
  })

  test('that is cut off at any step counts all or nothing of it', async () => {
    const away: StoreFailure = { _tag: 'StoreFailure', reason: 'full', message: 'no room', hint: { en: '', zh: '' } }
    const { clock } = handClock()
    const data = memoryData()
    const store = memoryStore(clock, data)
    const run = await opened(
      {
        ...store,
        transact: (writes, under) =>
          writes.some(({ key }) => key.startsWith('budget/')) ? TE.left(away) : store.transact(writes, under),
      },
      clock,
    )
    expect(await run.begin(change, clock.now())).toEqual(E.left(away))
    expect(await keptChanges(store)).toEqual([])
    expect(await spent(store)).toEqual(E.right(nothingSpent))
  })

  test.each([
    ['change/p/000000002', '{"state":"begun"}'],
    ['change/p/000000002', 'no JSON'],
    ['change/p/2', '{"state":"begun","at":1,"held":1}'],
    ['change/p/000000005', '{"state":"begun","at":1,"held":1}'],
    ['run/p', '{"format":2}'],
  ])('with a damaged record is refused by its name: %s %s', async (key, value) => {
    const { clock } = handClock()
    const store = memoryStore(clock)
    await store.put(key, value, 0)()
    const run = await open(store, clock)
    expect(run).toMatchObject({ left: { reason: 'corrupt', message: `the record ${key} in the store cannot be read` } })
    // Nobody is locked out by that.
    await store.remove(key, 1)()
    expect(E.isRight(await open(store, clock))).toBe(true)
  })

  test('with a damaged budget begins nothing', async () => {
    const { clock } = handClock()
    const store = memoryStore(clock)
    await store.put(`budget/2026-11/baidu/app/1/server`, '{"spent":-1,"unknown":0,"held":0,"exhausted":false}', 0)()
    const run = await opened(store, clock)
    expect(await run.begin(change, clock.now())).toMatchObject({ left: { reason: 'corrupt' } })
    expect(await keptChanges(store)).toEqual([])
  })
})

describe('the lock of a run', () => {
  test('keeps others out while the run is open, however long that is', async () => {
    const { clock, move } = handClock()
    const store = memoryStore(clock)
    const run = await opened(store, clock)
    for (let beat = 0; beat < 20; beat += 1) {
      move(3_000)
      await new Promise(setImmediate)
      expect(await open(store, clock)).toEqual(E.right(undefined))
    }
    await run.close()
    expect(await open(store, clock)).not.toEqual(E.right(undefined))
  })

  test('of a process that died is over by itself, and whoever waits gets it', async () => {
    const { clock } = handClock()
    const store = memoryStore(clock)
    await store.acquire('run/p', 'who died', 9_000)()
    expect(await open(store, clock)).toEqual(E.right(undefined))
    expect(await open(store, clock, { wait: true })).not.toEqual(E.right(undefined))
  })

  test('of a process that lives is not waited for without end', async () => {
    const { clock } = handClock()
    const store = memoryStore(clock)
    const other = await store.acquire('run/p', 'who lives', 9_000)()
    if (E.isLeft(other) || other.right === undefined) throw new Error('no lease')
    const { right: lease } = other
    const renewing = {
      ...clock,
      sleep: (ms: number) =>
        store
          .renew(lease, 9_000)()
          .then(() => clock.sleep(ms)),
    }
    expect(await open(store, renewing, { wait: true })).toEqual(E.right(undefined))
  })

  test('that ran out in a pause is taken again where nobody came, and then the run goes on', async () => {
    const { clock } = handClock()
    const data = memoryData()
    const [store, later] = [memoryStore(clock, data), memoryStore({ ...clock, now: () => start + day }, data)]
    const run = await opened(store, clock)
    expect(await later.acquire('run/p', 'a look', 1)()).not.toEqual(E.right(undefined))
    expect(E.isRight(await run.begin(change, clock.now()))).toBe(true)
    expect(await keptChanges(store)).toEqual(['begun'])
  })

  test('that another process took in a pause ends the run: it begins nothing more and keeps nothing', async () => {
    const { clock } = handClock()
    const data = memoryData()
    const lateClock = { ...clock, now: () => start + day }
    const [store, later] = [memoryStore(clock, data), memoryStore(lateClock, data)]
    const run = await opened(store, clock)
    await run.begin(change, clock.now())
    const other = await opened(later, lateClock)
    expect(await run.begin({ ...change, n: 4 }, clock.now())).toMatchObject({
      left: { message: 'another process has taken this run over' },
    })
    expect(E.isLeft(await run.end(change, done))).toBe(true)
    await other.close()
    expect(E.isLeft(await run.end(change, done))).toBe(true)
    expect(await keptChanges(store)).toEqual(['begun'])
  })
})
