import { type Clock, systemClock } from '@mini-domains/core'
import { type Store, memoryData, memoryStore } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import {
  type ApplyEvent,
  type LineEnd,
  type LineWork,
  type ReconcileOptions,
  type Run,
  type Spending,
  apply,
  journalOf,
  monthOf,
  nothingSpent,
  openRun,
  reconcile,
  spendingOf,
  takenOf,
} from '../../src/index.js'
import { plannedWorks, worksOf } from '../change-works.js'
import { emulatedFleet } from '../emulated-fleet.js'
import { type Mishap, away, awayAfter, awayBefore, diesAfter, diesBefore, mishapAt } from '../failing-store.js'
import { savedPlan } from '../saved-plan.js'
import { all, shopFleet } from '../shared-state.js'
import { onEachStore } from '../state/stores.js'

type Fleet = Awaited<ReturnType<typeof emulatedFleet>>

const fleets: Array<Fleet> = []
afterEach(async () => {
  for (const fleet of fleets.splice(0)) await fleet.close()
})

/** So many apps at each vendor, and the changes that give them what they should have. */
const planned = async (count: number) => {
  const fleet = await emulatedFleet(count)
  fleets.push(fleet)
  const desired = shopFleet(fleet.wechatIds, fleet.baiduIds)
  return { fleet, desired, works: await plannedWorks(desired, fleet.vendors) }
}

/** One app's change. */
const one = async () => {
  const made = await planned(1)
  const work = made.works.find(({ line }) => line.address.vendor === 'wechat' && line.address.list === 'server')
  if (work === undefined) throw new Error('the plan has no such change')
  const store = memoryStore(systemClock, memoryData())
  const left = async (): Promise<number> =>
    (await plannedWorks(made.desired, made.fleet.vendors)).filter(
      ({ line }) => line.address.vendor === 'wechat' && line.address.list === 'server',
    ).length
  return { ...made, work, store, left, used: () => made.fleet.usedBy(work.line.address) }
}

const ended = (end: E.Either<unknown, LineEnd>): LineEnd => {
  if (E.isLeft(end)) throw new Error(`the store failed: ${JSON.stringify(end.left)}`)
  return end.right
}

const spendingIn = async (store: Store, { line }: LineWork, now = systemClock.now()): Promise<Spending> => {
  const found = await spendingOf(store, line.address, monthOf(now))
  return E.isRight(found) ? found.right : nothingSpent
}

const statusesIn = async (store: Store, plan: string): Promise<ReadonlyArray<string>> =>
  (await all(journalOf(store, plan))).map((kept) => (E.isRight(kept) ? kept.right.status : 'damaged'))

const opened = async (store: Store, { plan }: LineWork): Promise<Run> => {
  const run = await openRun({ store, clock: systemClock, plan, lines: 1_000, changes: 12, leaseMs: 60_000 })
  if (E.isLeft(run) || run.right === undefined) throw new Error('the run did not open')
  return run.right
}

/** Of what was announced, how each line ended, in the order of the plan; each line once. */
const heardBy = async (run: Run): Promise<ReadonlyArray<string>> => {
  const heard = new Map<number, string>()
  for (;;) {
    const ends = await run.ends(3)
    if (E.isLeft(ends)) throw new Error(ends.left.message)
    if (ends.right.length === 0) return [...heard].sort(([a], [b]) => a - b).map(([, status]) => status)
    for (const { n, end } of ends.right) heard.set(n, end.status)
  }
}

onEachStore((openTwo) => {
  test('each line that three callers are given at once is carried out by one, and all give the same end', async () => {
    const { fleet, works } = await planned(3)
    const [here, there] = await openTwo(systemClock)
    const options = { clock: systemClock, settleMs: 12_000 }
    const triples = await Promise.all(
      works.map((work) =>
        Promise.all([here, there, here].map((store) => reconcile(work, fleet.vendors, { ...options, store }))),
      ),
    )
    for (const [first, ...others] of triples) expect(others).toEqual([first, first])
    expect(triples.map(([first]) => first && ended(first).status)).toEqual(works.map(() => 'done'))
    expect(fleet.modificationsOf('wechat') + fleet.modificationsOf('baidu')).toBe(works.length)
    expect(await statusesIn(here, works[0]?.plan ?? '')).toEqual(works.map(() => 'done'))
    for (const work of works) expect(await spendingIn(there, work)).toEqual({ ...nothingSpent, spent: 1 })
  })

  test('who holds the run hears each end, with what a report tells of it, and no end twice', async () => {
    const { fleet, works } = await planned(3)
    const [feeder, worker] = await openTwo(systemClock)
    const [first, second] = works
    if (first === undefined || second === undefined) throw new Error('the plan is too short')
    fleet.emulator.wechat.faults.add({ kind: 'reply', body: { errcode: 61003, errmsg: 'not authorised' }, times: 1 })
    const run = await opened(feeder, first)
    const given = new Map<number, LineEnd>()
    for (const work of works)
      given.set(
        work.n,
        ended(await reconcile(work, fleet.vendors, { store: worker, clock: systemClock, settleMs: 9_000 })),
      )
    expect([...given.values()].map(({ status }) => status).sort()).toContain('failed')
    const heard = new Map<number, LineEnd>()
    for (let ends = await run.ends(2); E.isRight(ends) && ends.right.length > 0; ends = await run.ends(2))
      for (const { n, end } of ends.right) heard.set(n, end)
    expect([...heard].sort()).toEqual([...given].sort())
    expect(await run.ends()).toEqual(E.right([]))
    expect([run.progress.well, run.progress.wasTried(first.n)]).toEqual([works.length - 1, true])
    await run.close()
    const again = await opened(worker, first)
    expect(again.progress.well).toBe(works.length - 1)
    await again.close()
  })

  test('a run that was opened anew has forgotten what nobody heard, and knows it from the records', async () => {
    const { fleet, works } = await planned(1)
    const [feeder, worker] = await openTwo(systemClock)
    const [first] = works
    if (first === undefined) throw new Error('the plan is empty')
    await reconcile(first, fleet.vendors, { store: worker, clock: systemClock })
    const run = await opened(feeder, first)
    expect([await run.ends(), run.progress.statusOf(first.n)]).toEqual([E.right([]), 'done'])
    // The queue gives the line to a worker once more, and who waits for it must hear of it.
    await reconcile(first, fleet.vendors, { store: worker, clock: systemClock })
    expect(await heardBy(run)).toEqual(['done'])
    await run.close()
  })
})

describe('one process that carries a plan out', () => {
  const applied = async (count: number, beside: (work: LineWork, fleet: Fleet, store: Store) => Promise<unknown>) => {
    const fleet = await emulatedFleet(count)
    fleets.push(fleet)
    const saved = await savedPlan(shopFleet(fleet.wechatIds, fleet.baiduIds), fleet.vendors)
    const works = await worksOf(saved)
    const store = memoryStore(systemClock, memoryData())
    const others: Array<Promise<unknown>> = []
    const events: Array<ApplyEvent> = []
    for await (const event of apply(saved.source, fleet.vendors, { store, clock: systemClock, settleMs: 9_000 })) {
      events.push(event)
      // From the last to the first, so that the two meet.
      if (event.event === 'started') others.push(...[...works].reverse().map((work) => beside(work, fleet, store)))
    }
    await Promise.all(others)
    return { fleet, works, store, end: events.at(-1) }
  }

  test('announces no end: nobody would hear it', async () => {
    const { store, works, end } = await applied(2, () => Promise.resolve())
    expect(end).toMatchObject({ event: 'finished', complete: true, counts: { done: works.length } })
    expect(await store.keys('end/', '', 1)()).toEqual(E.right([]))
  })

  test('while workers of an earlier run are still at it spends nothing twice, and counts each change once', async () => {
    const { fleet, works, store, end } = await applied(6, (work, { vendors }, at) =>
      reconcile(work, vendors, { store: at, clock: systemClock, settleMs: 9_000 }),
    )
    expect(end).toMatchObject({ event: 'finished', complete: true, counts: { done: works.length, skipped: 0 } })
    expect(fleet.modificationsOf('wechat') + fleet.modificationsOf('baidu')).toBe(works.length)
    for (const work of works) expect(await spendingIn(store, work)).toEqual({ ...nothingSpent, spent: 1 })
  })
})

test.each([
  ['before it takes them away', awayBefore],
  ['after it did', awayAfter],
])('ends that are heard from a store that is away %s are heard once it is back', async (_, mishap) => {
  const { fleet, work, store } = await one()
  // The first transaction opens the run.
  const run = await opened(mishapAt(store, ['transact'], 2, mishap), work)
  await reconcile(work, fleet.vendors, { store, clock: systemClock })
  expect(await run.ends()).toEqual(E.left(away))
  expect(await heardBy(run)).toEqual(['done'])
  expect(run.progress.statusOf(work.n)).toBe('done')
  await run.close()
})

describe('a line that has ended', () => {
  test('is not looked at again, and gives what was told the first time', async () => {
    const { fleet, work, store } = await one()
    const options = { store, clock: systemClock }
    const first = await reconcile(work, fleet.vendors, options)
    const asked = fleet.emulator.wechat.requests().length
    expect(await reconcile(work, fleet.vendors, options)).toEqual(first)
    expect(fleet.emulator.wechat.requests()).toHaveLength(asked)
  })

  test('in failure gives its error again, and is tried once more only where its version is named', async () => {
    const { fleet, work, store, used } = await one()
    const options = { store, clock: systemClock }
    fleet.emulator.wechat.faults.add({ kind: 'reply', body: { errcode: 61003, errmsg: 'not authorised' }, times: 1 })
    const first = ended(await reconcile(work, fleet.vendors, options))
    expect(first).toMatchObject({ status: 'failed', error: { vendorCode: 61003 } })
    expect(ended(await reconcile(work, fleet.vendors, options))).toEqual(first)
    const again = await Promise.all(
      [1, 2].map(() => reconcile({ ...work, again: first.version }, fleet.vendors, { ...options, settleMs: 9_000 })),
    )
    expect(again.map((end) => ended(end).status)).toEqual(['done', 'done'])
    expect(used()).toBe(1)
    expect(ended(await reconcile({ ...work, again: first.version }, fleet.vendors, options)).status).toBe('done')
  })

  test('of a vendor that this process does not know fails, and asks nobody', async () => {
    const { work, store } = await one()
    expect(ended(await reconcile(work, {}, { store, clock: systemClock }))).toMatchObject({
      status: 'failed',
      error: { tag: 'InvalidConfig' },
    })
  })
})

/** Waits of less than this are as none; the write of who died may be on its way for so long. */
const settleMs = 600

const carriedOn = async (
  { fleet, work, store, left, used }: Awaited<ReturnType<typeof one>>,
  writes: number,
): Promise<LineEnd> => {
  const end = ended(await reconcile(work, fleet.vendors, { store, clock: systemClock, settleMs }))
  expect([end.status, await left(), used()]).toEqual([end.status, 0, writes])
  const spending = await spendingIn(store, work)
  expect(takenOf(spending)).toBeGreaterThanOrEqual(used())
  expect(spending.held).toBe(0)
  return end
}

describe('a worker that dies', () => {
  const dies = async (number: number, mishap: Mishap, reached: (calls: number, used: number) => boolean) => {
    const made = await one()
    const store = mishapAt(made.store, ['transact'], number, mishap)
    void reconcile(made.work, made.fleet.vendors, { store, clock: systemClock, settleMs })
    while (!reached(store.calls(), made.used())) await new Promise((resolve) => setTimeout(resolve, 5))
    return made
  }

  test('before its intent is kept leaves nothing', async () => {
    const made = await dies(1, diesBefore, (calls) => calls === 1)
    expect(await carriedOn(made, 1)).toMatchObject({ status: 'done', uncertain: 0 })
  })

  test('after its intent, before it sends, leaves the write to the next', async () => {
    const made = await dies(1, diesAfter, (calls) => calls === 1)
    expect((await carriedOn(made, 1)).status).toBe('done')
    expect(await spendingIn(made.store, made.work)).toEqual({ ...nothingSpent, spent: 1, unknown: 1 })
  })

  test('after it has sent, before the reply, is found to have done it', async () => {
    const made = await one()
    made.fleet.emulator.wechat.faults.add({ kind: 'stall-body', match: { path: '/wxa/modify_domain', action: 'add' } })
    const write = reconcile(made.work, made.fleet.vendors, {
      store: mishapAt(made.store, ['transact'], 2, diesBefore),
      clock: systemClock,
      settleMs,
    })
    while (made.used() === 0) await new Promise((resolve) => setTimeout(resolve, 5))
    expect(await carriedOn(made, 1)).toMatchObject({ status: 'done', modifications: 1 })
    void write
  })

  test('after the reply, before the end is kept, is found to have done it', async () => {
    const made = await dies(2, diesBefore, (calls) => calls === 2)
    expect(await carriedOn(made, 1)).toMatchObject({ status: 'done', modifications: 1 })
  })

  test('after the end is kept has told it', async () => {
    const made = await dies(2, diesAfter, (calls) => calls === 2)
    expect(await carriedOn(made, 1)).toMatchObject({ status: 'done', modifications: 1, uncertain: 0 })
  })
})

describe('a store that is away', () => {
  const steps = [1, 2, 3, 4, 5, 6]

  test('can be so at six steps', async () => {
    const made = await one()
    const store = mishapAt(made.store, ['get', 'transact'], 0, awayBefore)
    await reconcile(made.work, made.fleet.vendors, { store, clock: systemClock })
    expect(store.calls()).toBe(steps.length)
  })

  test.each([
    ...steps.map((step) => ['before it did what it was asked', step, awayBefore] as const),
    ...steps.map((step) => ['after it did', step, awayAfter] as const),
  ])(
    '%s, at step %d, ends the call with its failure; another call goes on, and no write is made twice',
    async (_, step, mishap) => {
      const made = await one()
      const store = mishapAt(made.store, ['get', 'transact'], step, mishap)
      expect(await reconcile(made.work, made.fleet.vendors, { store, clock: systemClock, settleMs })).toEqual(
        E.left(away),
      )
      expect((await carriedOn(made, 1)).status).toBe('done')
    },
  )
})

/** A store whose first transaction is done at once, and answered when the test says so: the process stands still meanwhile. */
const pausedAfterIntent = (store: Store) => {
  let goOn = (): void => undefined
  const paused = new Promise<void>((resolve) => (goOn = resolve))
  const pause: Mishap = (task) => async () => {
    const done = await task()
    await paused
    return done
  }
  return { store: mishapAt(store, ['transact'], 1, pause), goOn }
}

describe('a worker that is paused after its intent', () => {
  test('for longer than the write may be on its way sends nothing, and gives the end that another has kept', async () => {
    const made = await one()
    const { store, goOn } = pausedAfterIntent(made.store)
    const options = { clock: systemClock, settleMs }
    const paused = reconcile(made.work, made.fleet.vendors, { ...options, store })
    while (store.calls() === 0) await new Promise((resolve) => setTimeout(resolve, 5))
    const end = await carriedOn(made, 1)
    goOn()
    expect(ended(await paused)).toEqual(end)
    expect(made.used()).toBe(1)
  })

  test('alone takes its intent again, and sends once', async () => {
    const made = await one()
    const { store, goOn } = pausedAfterIntent(made.store)
    let monotonic = 0
    const clock: Clock = { ...systemClock, monotonic: () => monotonic }
    const paused = reconcile(made.work, made.fleet.vendors, { clock, settleMs: 60_000, store })
    while (store.calls() === 0) await new Promise((resolve) => setTimeout(resolve, 5))
    monotonic += 30_001
    goOn()
    expect(ended(await paused)).toMatchObject({ status: 'done', modifications: 1, uncertain: 0 })
    expect([made.used(), await made.left()]).toEqual([1, 0])
    expect(store.calls()).toBe(4)
    expect(await spendingIn(made.store, made.work)).toEqual({ ...nothingSpent, spent: 1 })
  })

  test('not for half of that sends what it began', async () => {
    const made = await one()
    const { store, goOn } = pausedAfterIntent(made.store)
    let monotonic = 0
    const clock: Clock = { ...systemClock, monotonic: () => monotonic }
    const paused = reconcile(made.work, made.fleet.vendors, { clock, settleMs: 60_000, store })
    while (store.calls() === 0) await new Promise((resolve) => setTimeout(resolve, 5))
    monotonic += 30_000
    goOn()
    expect(ended(await paused).status).toBe('done')
    expect(store.calls()).toBe(2)
  })
})

describe('clocks that jump', () => {
  const hour = 3_600_000

  const beside = async (first: Partial<ReconcileOptions>, second: Partial<ReconcileOptions>) => {
    const made = await one()
    made.fleet.emulator.wechat.faults.add({
      kind: 'latency',
      latency: 150,
      match: { path: '/wxa/modify_domain', action: 'add' },
    })
    const options = { store: made.store, clock: systemClock, settleMs: 2_000 }
    const ends = await Promise.all(
      [first, second].map((own) => reconcile(made.work, made.fleet.vendors, { ...options, ...own })),
    )
    expect([ends.map((end) => ended(end).status), made.used()]).toEqual([['done', 'done'], 1])
  }

  test.each([
    ['an hour ahead', hour],
    ['an hour behind', -hour],
  ])('another machine that is %s makes nobody write twice', (_, off) =>
    beside({}, { clock: { ...systemClock, now: () => systemClock.now() + off } }),
  )

  test('a clock that is set forward between the intent and the write costs a second intent, and no second write', async () => {
    const made = await one()
    const { store, goOn } = pausedAfterIntent(made.store)
    let off = 0
    const clock: Clock = { ...systemClock, now: () => systemClock.now() + off }
    const paused = reconcile(made.work, made.fleet.vendors, { clock, settleMs: 60_000, store })
    while (store.calls() === 0) await new Promise((resolve) => setTimeout(resolve, 5))
    off = hour
    goOn()
    expect(ended(await paused).status).toBe('done')
    expect([made.used(), store.calls()]).toEqual([1, 4])
  })

  test('a clock that is set back changes nothing', async () => {
    const made = await one()
    const { store, goOn } = pausedAfterIntent(made.store)
    let off = 0
    const clock: Clock = { ...systemClock, now: () => systemClock.now() + off }
    const paused = reconcile(made.work, made.fleet.vendors, { clock, settleMs: 60_000, store })
    while (store.calls() === 0) await new Promise((resolve) => setTimeout(resolve, 5))
    off = -hour
    goOn()
    expect(ended(await paused).status).toBe('done')
    expect([made.used(), store.calls()]).toEqual([1, 2])
  })
})

describe('a signal', () => {
  test('ends the wait for the end of another, which is not told as an end', async () => {
    const made = await one()
    const run = await opened(made.store, made.work)
    const { store, goOn } = pausedAfterIntent(made.store)
    const paused = reconcile(made.work, made.fleet.vendors, { store, clock: systemClock, settleMs: 60_000 })
    while (store.calls() === 0) await new Promise((resolve) => setTimeout(resolve, 5))
    const stop = new AbortController()
    const waiting = reconcile(made.work, made.fleet.vendors, {
      store: made.store,
      clock: systemClock,
      settleMs: 60_000,
      signal: stop.signal,
    })
    stop.abort()
    expect(ended(await waiting)).toMatchObject({ status: 'unknown', stopped: true })
    expect(await heardBy(run)).toEqual([])
    goOn()
    await paused
    expect(await heardBy(run)).toEqual(['done'])
    await run.close()
  })
})
