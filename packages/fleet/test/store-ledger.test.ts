import { type StoredRecord, type Store } from '@mini-domains/core'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { monthOf, nothingSpent, remainingOf, storeLedger } from '../src/index.js'

/** As much of a store as a ledger needs; every other write finds that somebody was faster. */
const busyStore = (): Pick<Store, 'get' | 'put'> & { readonly records: Map<string, StoredRecord> } => {
  const records = new Map<string, StoredRecord>()
  let calls = 0
  return {
    records,
    get: (key) => () => TE.right(records.get(key))(),
    put: (key, value, expected) => () => {
      calls += 1
      if (calls % 2 === 1 || (records.get(key)?.version ?? 0) !== expected) return TE.right(undefined)()
      const record = { value, version: expected + 1 }
      records.set(key, record)
      return TE.right(record)()
    },
  }
}

const address = { vendor: 'wechat', app: 'a', list: 'server' as const }

describe('a ledger in a store', () => {
  test('loses no count where many write at the same time', async () => {
    const ledger = storeLedger(busyStore())
    const written = await Promise.all(
      Array.from({ length: 5 }, () => ledger.record(address, '2026-11', { spent: 1 })()),
    )
    expect(written.every(E.isRight)).toBe(true)
    expect(await ledger.spending(address, '2026-11')()).toEqual(
      E.right({ spent: 5, unknown: 0, held: 0, exhausted: false }),
    )
  })

  test('counts on from what the first releases stored, which held nothing', async () => {
    const store = busyStore()
    store.records.set('budget/2026-11 wechat app a server', {
      value: '{"spent":3,"unknown":1,"exhausted":false}',
      version: 1,
    })
    const ledger = storeLedger(store)
    expect(E.isRight(await ledger.record(address, '2026-11', { held: 2 })())).toBe(true)
    expect(await ledger.spending(address, '2026-11')()).toEqual(
      E.right({ spent: 3, unknown: 1, held: 2, exhausted: false }),
    )
  })

  test('says so where what is stored is no count', async () => {
    const store = busyStore()
    store.records.set('budget/2026-11 wechat app a server', { value: '{"spent":"many"}', version: 1 })
    expect(await storeLedger(store).spending(address, '2026-11')()).toMatchObject({ left: { reason: 'corrupt' } })
  })
})

test('what remains: all counts are taken off, and the word of the vendor ends it', () => {
  expect(remainingOf({ ...nothingSpent, spent: 3, unknown: 2 }, 50)).toBe(45)
  expect(remainingOf({ ...nothingSpent, spent: 3, unknown: 2, held: 4 }, 50)).toBe(41)
  expect(remainingOf({ ...nothingSpent, spent: 3, held: -1 }, 50)).toBe(47)
  expect(remainingOf({ ...nothingSpent, spent: 60 }, 50)).toBe(0)
  expect(remainingOf({ ...nothingSpent, exhausted: true }, undefined)).toBe(0)
  expect(remainingOf({ ...nothingSpent, spent: 9 }, undefined)).toBeUndefined()
})

test('a month begins in China', () => {
  expect(monthOf(Date.UTC(2026, 10, 30, 15, 59))).toBe('2026-11')
  expect(monthOf(Date.UTC(2026, 10, 30, 16, 0))).toBe('2026-12')
})
