import {
  type DomainError,
  type DomainSet,
  type Kind,
  type Outcome,
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
} from '@mini-domains/core'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import {
  type BudgetLedger,
  type ChangeEnd,
  type ChangeRun,
  type Journal,
  type LedgerEntry,
  type OpenList,
  type Spending,
  memoryLedger,
  monthOf,
  nothingSpent,
  runChange,
  settleBegun,
  takenOf,
} from '../src/index.js'
import { listDigest } from '../src/digest.js'
import { restless } from './emulated-fleet.js'
import { memoryJournal } from './memory-journal.js'
import { allCan } from './all-can.js'

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
  fate: 'unknown',
  retry: afterRead,
})

type Written = E.Either<DomainError, Spent>

/** A list that a change of two modifications is made to: what it becomes, and what is said of it, write by write. */
const setUp = (writes: ReadonlyArray<{ readonly list: DomainSet<Kind>; readonly says: Written }>, start = before) => {
  let now = start
  let written = 0
  const heard: Array<string> = []
  const counts = memoryLedger()
  const ledger: BudgetLedger = {
    spending: counts.spending,
    record: (list, month, entry: LedgerEntry) => {
      heard.push(`${month} ${JSON.stringify(entry)}`)
      return counts.record(list, month, entry)
    },
  }
  const kept = memoryJournal()
  const journal: Journal = {
    entries: kept.entries,
    append: (entry) => {
      heard.push(entry.entry)
      return kept.append(entry)
    },
  }
  const outcome = (spent: Spent): Outcome<Kind> => ({
    change: 'set',
    items: [accepted('request', 'https://b.com', 'present')],
    before,
    ...spent,
  })
  const unused = TE.left(vendorBusy(where, {}))
  const list: OpenList = {
    capabilities: allCan(kinds),
    get: () => TE.right(now)(),
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
    clock: { ...restless, now: () => Date.UTC(2026, 10, 21) },
    journal,
    ledger,
    signal: undefined,
    settleMs: 0,
  }
  const spending = async (month = '2026-11'): Promise<Spending> => {
    const found = await counts.spending(address, month)()
    return E.isRight(found) ? found.right : nothingSpent
  }
  return { run, heard, spending }
}

const told = ({ status, modifications, uncertain }: ChangeEnd) => ({ status, modifications, uncertain })

describe('a change that may spend two', () => {
  test('holds two before the intent and the write, and is settled by what it spent', async () => {
    const { run, heard, spending } = setUp([{ list: after, says: E.right(twoSpent) }])
    expect(told(await runChange(run, 0))).toEqual({ status: 'done', modifications: 2, uncertain: 0 })
    expect(heard).toEqual(['2026-11 {"held":2}', 'intent', 'write', '2026-11 {"held":-2,"spent":2,"unknown":0}'])
    expect(await spending()).toEqual({ ...nothingSpent, spent: 2 })
  })

  test('is settled by what was spent, not by what it was said to cost', async () => {
    const refusedThenTwo = spentTogether(perhapsSpent, twoSpent)
    const { run, spending } = setUp([{ list: after, says: E.right(refusedThenTwo) }])
    expect(told(await runChange(run, 0))).toEqual({ status: 'done', modifications: 2, uncertain: 1 })
    expect(await spending()).toEqual({ ...nothingSpent, spent: 2, unknown: 1 })
  })

  test('that stopped halfway counts the half, and what nobody knows', async () => {
    const lost = firstOfTwo(connectionFailed(where, 'ECONNRESET', true))
    const { run, spending } = setUp([{ list: half, says: E.left(lost) }])
    expect(told(await runChange(run, 2))).toEqual({ status: 'stale', modifications: 1, uncertain: 1 })
    expect(await spending()).toEqual({ ...nothingSpent, spent: 1, unknown: 1 })
  })

  test('that ran out of budget halfway counts the half, and nothing is left', async () => {
    const { run, spending } = setUp([{ list: half, says: E.left(firstOfTwo(budgetSpent(where, {}))) }])
    expect(told(await runChange(run, 2))).toEqual({ status: 'stale', modifications: 1, uncertain: 0 })
    expect(await spending()).toEqual({ ...nothingSpent, spent: 1, exhausted: true })
  })

  test('that the vendor has no budget for counts nothing, and nothing is left', async () => {
    const { run, spending } = setUp([{ list: before, says: E.left(budgetSpent(where, {})) }])
    expect(told(await runChange(run, 2))).toEqual({ status: 'failed', modifications: 0, uncertain: 0 })
    expect(await spending()).toEqual({ ...nothingSpent, exhausted: true })
  })

  test('that is tried again holds again, and counts once', async () => {
    const { run, heard, spending } = setUp([
      { list: before, says: E.left(rateLimited(where, {}, 'second')) },
      { list: after, says: E.right(twoSpent) },
    ])
    expect(told(await runChange(run, 2))).toEqual({ status: 'done', modifications: 2, uncertain: 0 })
    expect(heard.filter((each) => each.includes('"held":2'))).toHaveLength(2)
    expect(await spending()).toEqual({ ...nothingSpent, spent: 2 })
  })

  test('whose intent cannot be kept gives back what it held, and writes nothing', async () => {
    const { run, heard, spending } = setUp([])
    const failure = { _tag: 'StoreFailure', reason: 'unavailable', message: '', hint: { en: '', zh: '' } } as const
    const journal: Journal = { ...run.journal, append: () => TE.left(failure) }
    const end = await runChange({ ...run, journal }, 2)
    expect(end).toMatchObject({ status: 'failed', journalLost: true, ...spentNothing })
    expect(heard).not.toContain('write')
    expect(await spending()).toEqual(nothingSpent)
  })

  test('is made though the ledger cannot be written: the vendor counts for itself', async () => {
    const { run } = setUp([{ list: after, says: E.right(twoSpent) }])
    const failure = { _tag: 'StoreFailure', reason: 'unavailable', message: '', hint: { en: '', zh: '' } } as const
    const ledger: BudgetLedger = { spending: () => TE.left(failure), record: () => TE.left(failure) }
    expect(told(await runChange({ ...run, ledger }, 0))).toMatchObject({ status: 'done', modifications: 2 })
  })
})

describe('a change that a crash cut off', () => {
  const begunAt = Date.UTC(2026, 9, 31, 12)

  /** What the process that died had held in the month in which it began. */
  const crashed = async (start: DomainSet<Kind>, writes: Parameters<typeof setUp>[0] = []) => {
    const made = setUp(writes, start)
    await made.run.ledger?.record(address, monthOf(begunAt), { held: 2 })()
    made.heard.length = 0
    return made
  }

  test('and is seen to be done spent one surely, and perhaps all that it could', async () => {
    const { run, spending } = await crashed(after)
    expect(told(await settleBegun(run, begunAt, 0))).toEqual({ status: 'done', modifications: 1, uncertain: 1 })
    expect(await spending('2026-10')).toEqual({ ...nothingSpent, spent: 1, unknown: 1 })
    expect(await spending('2026-11')).toEqual(nothingSpent)
  })

  test('and is seen to be half done may have spent all that it could', async () => {
    const { run, spending } = await crashed(half)
    expect(told(await settleBegun(run, begunAt, 0))).toEqual({ status: 'stale', modifications: 0, uncertain: 2 })
    expect(takenOf(await spending('2026-10'))).toBe(2)
  })

  test('and is seen to have done nothing may have spent one on a refusal, and is made again', async () => {
    const { run, heard, spending } = await crashed(before, [{ list: after, says: E.right(twoSpent) }])
    expect(told(await settleBegun(run, begunAt, 1))).toEqual({ status: 'done', modifications: 2, uncertain: 0 })
    expect(heard[0]).toBe('2026-10 {"held":-2,"spent":0,"unknown":1}')
    expect(await spending('2026-10')).toEqual({ ...nothingSpent, unknown: 1 })
    expect(await spending('2026-11')).toEqual({ ...nothingSpent, spent: 2 })
  })

  test('and cannot be looked at keeps what is held', async () => {
    const { run, heard, spending } = await crashed(before)
    const list = { ...run.list, get: TE.left(vendorBusy(where, {})) }
    expect(told(await settleBegun({ ...run, list }, begunAt, 1))).toMatchObject({ status: 'unknown', uncertain: 2 })
    expect(heard).toEqual([])
    expect(takenOf(await spending('2026-10'))).toBe(2)
  })

  test('and is settled twice never counts less than it spent', async () => {
    const { run, spending } = await crashed(after)
    await settleBegun(run, begunAt, 0)
    await settleBegun(run, begunAt, 0)
    expect(takenOf(await spending('2026-10'))).toBeGreaterThanOrEqual(2)
  })
})
