import { type Clock } from '@mini-domains/core'
import { type Store, memoryStore } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import { gunzipSync } from 'node:zlib'
import { type Run, type RunEnd, journalOf, openRun } from '../../src/index.js'
import { lookUpLine } from '../../src/state/known-line.js'
import { lineKeeper } from '../../src/state/line-keeper.js'
import { lineTaken } from '../../src/state/record-failure.js'
import { handClock } from '../hand-clock.js'
import { onEachStore } from './stores.js'

/** The header, and changes enough for one block and a part of the next. */
const changes = 1_200

const change = (n: number) => ({ n, address: { vendor: 'baidu', app: `app ${n}`, list: 'server' as const }, cost: 1 })
const done: RunEnd = { status: 'done', modification: 'spent', modifications: 1, uncertain: 0, exhausted: false }
const failed: RunEnd = { ...done, status: 'failed', modification: 'unknown', modifications: 0, uncertain: 1 }
const effect = (n: number) => ({ before: `before ${n}`, adds: { request: [`${n}.example.com`] }, deletes: {} })

const opened = async (store: Store, clock: Clock): Promise<Run> => {
  const run = await openRun({ store, clock, plan: 'p', lines: changes + 2, changes })
  if (E.isLeft(run) || run.right === undefined) throw new Error('the run did not open')
  return run.right
}

const result = { complete: true, cancelled: false, halted: [], counts: {} }

/** Carries the lines out that are not done, some at the same time; line 7 fails. */
const carriedOut = async (
  store: Store,
  clock: Clock,
  last = changes,
  end = (n: number) => (n === 7 ? failed : done),
) => {
  const run = await opened(store, clock)
  const carryOut = async (n: number): Promise<void> => {
    await run.begin(change(n), clock.now(), effect(n))
    await run.end(change(n), end(n))
  }
  let underWay: Array<Promise<void>> = []
  for (let n = 1; n <= last; n += 1) {
    await run.reach(n)
    if (run.progress.statusOf(n) !== 'done') underWay.push(carryOut(n))
    if (underWay.length < 100 && n < last) continue
    await Promise.all(underWay)
    underWay = []
  }
  await run.finish(result)
  await run.close()
}

const keysOf = async (store: Store): Promise<ReadonlyArray<string>> => {
  const keys = await store.keys('change/', '', 10_000)()
  if (E.isLeft(keys)) throw new Error(keys.left.message)
  return keys.right
}

const journal = async (store: Store) => {
  const found = []
  for await (const one of journalOf(store, 'p')) found.push(E.isLeft(one) ? one.left.message : one.right)
  return found
}

const keeperOf = (store: Store, clock: Clock) =>
  lineKeeper({
    store,
    clock,
    plan: 'p',
    announces: false,
    commit: async (writes) =>
      E.map((made: { readonly _tag: string; readonly version?: number }) => made.version ?? ('conflict' as const))(
        await store.transact(writes)(),
      ),
  })

const known = async (store: Store, n: number) => {
  const found = await lookUpLine(store, 'p', n)
  if (E.isLeft(found)) throw new Error(found.left.message)
  return found.right
}

describe('lines that ended', () => {
  onEachStore((openTwo) => {
    test('as desired are packed by blocks; the journal and the next run see each of them as before', async () => {
      const { clock } = handClock()
      const [store, other] = await openTwo(clock)
      await carriedOut(store, clock)
      expect(await keysOf(other)).toEqual(['change/p/000000', 'change/p/000000007', 'change/p/000001'])
      expect(await journal(other)).toEqual(
        Array.from({ length: changes }, (_, index) => {
          const n = index + 1
          const { address } = change(n)
          const { status, exhausted: _exhausted, ...detail } = n === 7 ? failed : done
          return { n, at: clock.now(), status, note: { address, ...effect(n) }, detail }
        }),
      )
      const { progress } = await opened(other, clock)
      expect([progress.ended, progress.well]).toEqual([changes, changes - 1])
      expect([0, 1, 7, 999, 1_000, changes].map(progress.statusOf)).toEqual([
        'untouched',
        'done',
        'failed',
        'done',
        'done',
        'done',
      ])
    }, 60_000)
  })

  test('take 30 bytes each, once they are packed', async () => {
    const { clock } = handClock()
    const store = memoryStore(clock)
    await carriedOut(store, clock)
    const found = await store.get('change/p/000000')()
    const length = E.isRight(found) ? (found.right?.value.length ?? 0) : 0
    expect(length).toBeGreaterThan(1_000)
    expect(length / 998).toBeLessThan(30)
  })

  test('stay by themselves in a block of which a change is still to come, and where they are few', async () => {
    const { clock } = handClock()
    const store = memoryStore(clock)
    await carriedOut(store, clock, 500)
    expect(await keysOf(store)).toHaveLength(500)
    const other = memoryStore(clock)
    await carriedOut(other, clock, changes, (n) => (n < 950 ? failed : done))
    expect((await keysOf(other)).filter((key) => /\/\d{6}$/.test(key))).toEqual(['change/p/000001'])
  })

  test('later than the rest of their block are packed along with it', async () => {
    const { clock } = handClock()
    const store = memoryStore(clock)
    await carriedOut(store, clock, changes, (n) => (n < 500 ? failed : done))
    expect(await keysOf(store)).toHaveLength(499 + 2)
    await carriedOut(store, clock)
    expect(await keysOf(store)).toEqual(['change/p/000000', 'change/p/000000007', 'change/p/000001'])
  })

  test('are begun by nobody who looked them up before they were packed', async () => {
    const { clock } = handClock()
    const store = memoryStore(clock)
    const before = await known(store, 5)
    await carriedOut(store, clock)
    expect(before).toEqual({ version: 0, record: undefined })
    expect(await keeperOf(store, clock).begin(change(5), before, clock.now())).toEqual(E.left(lineTaken))
    expect(await keeperOf(store, clock).end(change(5), before, done)).toEqual(E.left(lineTaken))
  })

  test('and are tried once more leave their block in the same step', async () => {
    const { clock } = handClock()
    const store = memoryStore(clock)
    await carriedOut(store, clock)
    const packed = await known(store, 5)
    expect(packed).toMatchObject({ record: { status: 'done', note: effect(5) } })
    expect(await keeperOf(store, clock).begin(change(5), packed, clock.now())).toMatchObject({
      right: { record: { state: 'begun' } },
    })
    expect(await known(store, 5)).toMatchObject({ record: { state: 'begun' } })
    const kept = await journal(store)
    expect(kept).toHaveLength(changes)
    expect(kept[4]).toMatchObject({ n: 5, status: 'begun' })
    // Who had looked at the block before finds another.
    expect(await keeperOf(store, clock).begin(change(6), packed, clock.now())).toEqual(E.left(lineTaken))
  })

  test('are not packed by who has lost the run, nor where the store is away; another run packs them', async () => {
    const { clock } = handClock()
    const store = memoryStore(clock)
    const isPacking = (keys: ReadonlyArray<string>) => keys.length > 100
    const away = E.left({
      _tag: 'StoreFailure',
      reason: 'unavailable',
      message: 'away',
      hint: { en: '', zh: '' },
    } as const)
    await carriedOut(
      {
        ...store,
        transact: (writes, under) =>
          isPacking(writes.map(({ key }) => key)) ? () => Promise.resolve(away) : store.transact(writes, under),
      },
      clock,
    )
    expect(await keysOf(store)).toHaveLength(changes)
    const run = await opened(store, clock)
    for (let n = 1; n <= changes; n += 1) await run.reach(n)
    await store.acquire('run/p', 'another', 1)()
    await run.finish(result)
    await run.close()
    expect(await keysOf(store)).toEqual(['change/p/000000', 'change/p/000000007', 'change/p/000001'])
  })
})

describe('a block that is damaged', () => {
  test.each([
    ['is no JSON', () => 'no JSON'],
    ['is of another format', (value: string) => value.replace('"format":1', '"format":2')],
    ['was never packed', () => '{"format":1,"gzip":"bm9wZQ=="}'],
    ['is cut short', (value: string) => `${value.slice(0, 400)}"}`],
  ])('since it %s stops the run and tells its key; the journal tells it in its place', async (_, damage) => {
    const { clock } = handClock()
    const store = memoryStore(clock)
    await carriedOut(store, clock)
    const key = 'change/p/000000'
    const found = await store.get(key)()
    if (E.isLeft(found) || found.right === undefined) throw new Error('there is no block')
    expect(
      gunzipSync(Buffer.from(found.right.value.slice('{"format":1,"gzip":"'.length, -2), 'base64')).length,
    ).toBeGreaterThan(0)
    await store.put(key, damage(found.right.value), found.right.version)()
    const message = `the record ${key} in the store cannot be read`
    expect(await openRun({ store, clock, plan: 'p', lines: changes + 2, changes })).toMatchObject({ left: { message } })
    expect(await lookUpLine(store, 'p', 5)).toMatchObject({ left: { message } })
    const kept = await journal(store)
    expect(kept.slice(0, 2)).toMatchObject([message, { n: 7 }])
    expect(kept).toHaveLength(2 + changes - 999)
  })
})
