import { type DomainError, type DomainSet, type Kind, type Outcome } from '@mini-domains/core'
import {
  type Spent,
  accepted,
  afterRead,
  budgetSpent,
  connectionFailed,
  perhapsSpent,
  rateLimited,
  spentNothing,
  spentOne,
  spentTogether,
  vendorBusy,
  memoryStore,
} from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import {
  type ChangeEnd,
  type ChangeRun,
  type OpenList,
  type Run,
  type Spending,
  lastObservation,
  nothingSpent,
  openRun,
  runChange,
  resolveInterrupted,
  spendingOf,
  takenOf,
} from '../../src/index.js'
import { listDigest } from '../../src/lists/list-address.js'
import { restless } from '../emulated-fleet.js'
import { allCan } from '../all-can.js'

const kinds: ReadonlyArray<Kind> = ['request', 'socket']
const before: DomainSet<Kind> = { request: ['https://a.com'], socket: ['wss://a.com'] }
const after: DomainSet<Kind> = { request: ['https://a.com', 'https://b.com'], socket: [] }
const half: DomainSet<Kind> = { ...after, socket: ['wss://a.com'] }
const where = { vendor: 'baidu', operation: 'app.server.set', subject: 'app 1' }
const address = { vendor: 'baidu', app: '1', list: 'server' as const }
const twoSpent = spentTogether(spentOne, spentOne)
const firstOfTwo = (error: DomainError): DomainError => ({
  ...error,
  ...spentTogether(spentOne, error),
  applied: 'unknown',
  retry: afterRead,
})

type Written = E.Either<DomainError, Spent>

/** A list that a change of two modifications is made to: what it becomes, and what is said of it, write by write. */
const setUp = async (
  writes: ReadonlyArray<{ readonly list: DomainSet<Kind>; readonly says: Written }>,
  start = before,
) => {
  let now = start
  let written = 0
  const store = memoryStore()
  const clock = { ...restless, now: () => Date.UTC(2026, 10, 21) }
  const opened = await openRun({ store, clock, plan: 'p', lines: 2, changes: 1 })
  if (E.isLeft(opened) || opened.right === undefined) throw new Error('the run did not open')
  const kept: Run = opened.right
  open.push(kept)
  const heard: Array<string> = []
  const listened: ChangeRun['run'] = {
    begin: (change, at) => {
      heard.push(`begin ${change.cost}`)
      return kept.begin(change, at)
    },
    end: (change, end) => {
      heard.push(`end ${end.status} ${end.modifications} ${end.uncertain}`)
      return kept.end(change, end)
    },
  }
  const outcome = (spent: Spent): Outcome<Kind> => ({
    change: 'set',
    items: [accepted('request', 'https://b.com', 'present')],
    before: { domains: before },
    after: { domains: now },
    ...spent,
  })
  const unused = TE.left(vendorBusy(where, {}))
  const list: OpenList = {
    capabilities: allCan(kinds),
    get: () => TE.right({ domains: now })(),
    effective: unused,
    cost: () => E.right(2),
    modify: () => async () => {
      heard.push('write')
      const next = writes[written]
      written += 1
      if (next === undefined) throw new Error('no further write was to be made')
      now = next.list
      return Promise.resolve(E.map(outcome)(next.says))
    },
  }
  const run: ChangeRun = {
    n: 1,
    line: {
      line: 'change',
      address,
      stage: 'app',
      observed: listDigest(kinds, before),
      after: listDigest(kinds, after),
      action: 'set',
      domains: { request: ['https://a.com', 'https://b.com'], socket: [] },
      reasons: [],
      adds: 1,
      deletes: 1,
      cost: 2,
      budget: { spent: 0, month: '2026-11' },
    },
    list,
    clock,
    run: listened,
    signal: undefined,
    settleMs: 0,
  }
  const spending = async (month = '2026-11'): Promise<Spending> => {
    const found = await spendingOf(store, address, month)
    return E.isRight(found) ? found.right : nothingSpent
  }
  const observed = () => lastObservation(store, address)
  return { run, kept, heard, spending, observed }
}

const open: Array<Run> = []
afterEach(async () => {
  for (const run of open.splice(0)) await run.close()
})

const failure = { _tag: 'StoreFailure', reason: 'full', message: 'no room', hint: { en: '', zh: '' } } as const

const told = ({ status, modifications, uncertain }: ChangeEnd) => ({ status, modifications, uncertain })

describe('a change that may spend two', () => {
  test('reserves two with the intent before the write, and is settled by what it spent', async () => {
    const { run, heard, spending } = await setUp([{ list: after, says: E.right(twoSpent) }])
    expect(told(await runChange(run, 0))).toEqual({ status: 'done', modifications: 2, uncertain: 0 })
    expect(heard).toEqual(['begin 2', 'write', 'end done 2 0'])
    expect(await spending()).toEqual({ ...nothingSpent, spent: 2 })
  })

  test('keeps the list as the outcome tells it, also where that is not what was planned', async () => {
    const { run, observed } = await setUp([{ list: half, says: E.right(twoSpent) }])
    await runChange(run, 0)
    expect(await observed()).toMatchObject({ right: { from: 'write', domains: half } })
  })

  test('is settled by what was spent, not by what it was said to cost', async () => {
    const refusedThenTwo = spentTogether(perhapsSpent, twoSpent)
    const { run, spending } = await setUp([{ list: after, says: E.right(refusedThenTwo) }])
    expect(told(await runChange(run, 0))).toEqual({ status: 'done', modifications: 2, uncertain: 1 })
    expect(await spending()).toEqual({ ...nothingSpent, spent: 2, unknown: 1 })
  })

  test.each([
    ['already is as planned', 'already', after],
    ['is other than planned', 'stale', half],
    ['would take more away than the plan says', 'stale', before],
  ] as const)('that sends nothing, as the list %s, counts what the vendor told with it', async (_, status, domains) => {
    const { run, heard, spending } = await setUp([])
    const list = { ...run.list, get: () => TE.right({ domains, modifications: 7 })() }
    const line = { ...run.line, deletes: 0 }
    expect(told(await runChange({ ...run, list, line }, 0))).toEqual({ status, modifications: 0, uncertain: 0 })
    expect(heard).toEqual([`end ${status} 0 0`])
    expect(await spending()).toEqual({ ...nothingSpent, spent: 7 })
  })

  test('that stopped halfway counts the half, and what nobody knows', async () => {
    const lost = firstOfTwo(connectionFailed(where, 'ECONNRESET', true))
    const { run, spending } = await setUp([{ list: half, says: E.left(lost) }])
    expect(told(await runChange(run, 2))).toEqual({ status: 'stale', modifications: 1, uncertain: 1 })
    expect(await spending()).toEqual({ ...nothingSpent, spent: 1, unknown: 1 })
  })

  test('that ran out of budget halfway counts the half, and nothing is left', async () => {
    const { run, spending } = await setUp([{ list: half, says: E.left(firstOfTwo(budgetSpent(where, {}))) }])
    expect(told(await runChange(run, 2))).toEqual({ status: 'stale', modifications: 1, uncertain: 0 })
    expect(await spending()).toEqual({ ...nothingSpent, spent: 1, exhausted: true })
  })

  test('that the vendor has no budget for counts nothing, and nothing is left', async () => {
    const { run, spending } = await setUp([{ list: before, says: E.left(budgetSpent(where, {})) }])
    expect(told(await runChange(run, 2))).toEqual({ status: 'failed', modifications: 0, uncertain: 0 })
    expect(await spending()).toEqual({ ...nothingSpent, exhausted: true })
  })

  test('that is tried again holds again, and counts once', async () => {
    const { run, heard, spending } = await setUp([
      { list: before, says: E.left(rateLimited(where, {}, 'second')) },
      { list: after, says: E.right(twoSpent) },
    ])
    expect(told(await runChange(run, 2))).toEqual({ status: 'done', modifications: 2, uncertain: 0 })
    expect(heard.filter((each) => each === 'begin 2')).toHaveLength(2)
    expect(await spending()).toEqual({ ...nothingSpent, spent: 2 })
  })

  test('whose intent cannot be kept reserves nothing and writes nothing', async () => {
    const { run, heard, spending } = await setUp([])
    const broken = { ...run.run, begin: () => Promise.resolve(E.left(failure)) }
    const end = await runChange({ ...run, run: broken }, 2)
    expect(end).toMatchObject({ status: 'failed', storeFailure: failure, ...spentNothing })
    expect(heard).toEqual([])
    expect(await spending()).toEqual(nothingSpent)
  })

  test('whose end cannot be kept says so, and what it reserved stays reserved until somebody has looked', async () => {
    const { run, kept, spending } = await setUp([{ list: after, says: E.right(twoSpent) }])
    const broken = { ...run.run, end: () => Promise.resolve(E.left(failure)) }
    expect(await runChange({ ...run, run: broken }, 2)).toMatchObject({ status: 'done', storeFailure: failure })
    expect(kept.progress.statusOf(1)).toBe('begun')
    expect(await spending()).toEqual({ ...nothingSpent, held: 2 })
  })

  test('is not tried again where its end could not be kept', async () => {
    const { run, heard } = await setUp([{ list: before, says: E.left(rateLimited(where, {}, 'second')) }])
    const broken = { ...run.run, end: () => Promise.resolve(E.left(failure)) }
    expect(await runChange({ ...run, run: broken }, 2)).toMatchObject({ status: 'failed', storeFailure: failure })
    expect(heard).toEqual(['begin 2', 'write'])
  })
})

describe('a change that a crash cut off', () => {
  const begunAt = Date.UTC(2026, 9, 31, 12)

  /** What the process that died had reserved in the month in which it began. */
  const crashed = async (start: DomainSet<Kind>, writes: Parameters<typeof setUp>[0] = []) => {
    const made = await setUp(writes, start)
    await made.kept.begin({ n: 1, address, cost: 2 }, begunAt)
    return made
  }

  test('and is seen to be done spent one surely, and perhaps all that it could', async () => {
    const { run, spending } = await crashed(after)
    expect(told(await resolveInterrupted(run, begunAt, 0))).toEqual({ status: 'done', modifications: 1, uncertain: 1 })
    expect(await spending('2026-10')).toEqual({ ...nothingSpent, spent: 1, unknown: 1 })
    expect(await spending('2026-11')).toEqual(nothingSpent)
  })

  test('and is seen to be half done may have spent all that it could', async () => {
    const { run, spending } = await crashed(half)
    expect(told(await resolveInterrupted(run, begunAt, 0))).toEqual({ status: 'stale', modifications: 0, uncertain: 2 })
    expect(takenOf(await spending('2026-10'))).toBe(2)
  })

  test('and is seen to have done nothing may have spent one on a refusal, and is made again', async () => {
    const { run, heard, spending } = await crashed(before, [{ list: after, says: E.right(twoSpent) }])
    expect(told(await resolveInterrupted(run, begunAt, 1))).toEqual({ status: 'done', modifications: 2, uncertain: 0 })
    expect(heard[0]).toBe('end failed 0 1')
    expect(await spending('2026-10')).toEqual({ ...nothingSpent, unknown: 1 })
    expect(await spending('2026-11')).toEqual({ ...nothingSpent, spent: 2 })
  })

  test.each([
    ['is left to the next run where another crash comes before it is made again', 1, 'untouched'],
    ['is not made again by the next run either where no attempt is left', 0, 'failed'],
  ] as const)('and is seen to have done nothing %s', async (_, retries, status) => {
    const { run, kept, spending } = await crashed(before)
    const second = { ...run.run, begin: () => Promise.resolve(E.left(failure)) }
    await resolveInterrupted({ ...run, run: second }, begunAt, retries)
    expect(kept.progress.statusOf(1)).toBe(status)
    expect(await spending('2026-10')).toEqual({ ...nothingSpent, unknown: 1 })
  })

  test('and cannot be looked at keeps what is held', async () => {
    const { run, heard, spending } = await crashed(before)
    const list = { ...run.list, get: TE.left(vendorBusy(where, {})) }
    expect(told(await resolveInterrupted({ ...run, list }, begunAt, 1))).toMatchObject({
      status: 'unknown',
      uncertain: 2,
    })
    expect(heard).toEqual([])
    expect(takenOf(await spending('2026-10'))).toBe(2)
  })

  test('and is settled twice counts once', async () => {
    const { run, spending } = await crashed(after)
    await resolveInterrupted(run, begunAt, 0)
    await resolveInterrupted(run, begunAt, 0)
    expect(takenOf(await spending('2026-10'))).toBe(2)
  })

  test('and was begun in what now is the future waits no longer than for one begun just now', async () => {
    const { run } = await crashed(after)
    const waits: Array<number> = []
    const clock = { ...run.clock, sleep: (ms: number) => Promise.resolve(void waits.push(ms)) }
    const list = { ...run.list, get: TE.right({ domains: before }) }
    const tomorrow = run.clock.now() + 24 * 3_600_000
    expect(await resolveInterrupted({ ...run, clock, list, settleMs: 60_000 }, tomorrow, 0)).toMatchObject({
      status: 'failed',
    })
    expect(waits).toEqual([60_000])
  })
})
