import * as fc from 'fast-check'
import { numberTable } from '../src/number-table.js'
import { spendingTable } from '../src/spending-table.js'

describe('a table of numbers', () => {
  test('gives back what was put last under each text, and nothing for other texts', () => {
    const puts = fc.array(fc.tuple(fc.string(), fc.nat()), { maxLength: 2_000 })
    fc.assert(
      fc.property(puts, fc.array(fc.string()), (pairs, others) => {
        const table = numberTable()
        for (const [text, value] of pairs) table.put(text, value)
        const known = new Map(pairs)
        for (const text of [...known.keys(), ...others]) expect(table.get(text)).toBe(known.get(text))
      }),
      { numRuns: 50 },
    )
  })

  test('keeps 100,000 texts apart, and numbers up to the greatest that is safe', () => {
    const table = numberTable()
    for (let n = 0; n < 100_000; n += 1) table.put(`wx${n}`, n)
    table.put('great', Number.MAX_SAFE_INTEGER)
    let wrong = 0
    for (let n = 0; n < 100_000; n += 1) if (table.get(`wx${n}`) !== n || table.get(`bd${n}`) !== undefined) wrong += 1
    expect(wrong).toBe(0)
    expect(table.get('great')).toBe(Number.MAX_SAFE_INTEGER)
  })
})

describe('a table of what was spent', () => {
  test('counts each list for itself, whatever is heard in whatever order', () => {
    const count = fc.integer({ min: 0, max: 3 })
    const held = fc.integer({ min: -3, max: 3 })
    const entry = fc.record({ spent: count, unknown: count, held, exhausted: fc.boolean() }, { requiredKeys: [] })
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), entry)), (heard) => {
        const table = spendingTable()
        for (const [key, one] of heard) table.count(key, one)
        for (const key of ['a', 'b', 'c', 'd']) {
          const of = heard.filter(([name]) => name === key).map(([, one]) => one)
          const sum = (field: 'spent' | 'unknown' | 'held') => of.reduce((all, one) => all + (one[field] ?? 0), 0)
          expect(table.of(key)).toEqual({
            spent: sum('spent'),
            unknown: sum('unknown'),
            held: sum('held'),
            exhausted: of.some(({ exhausted }) => exhausted === true),
          })
        }
      }),
    )
  })
})
