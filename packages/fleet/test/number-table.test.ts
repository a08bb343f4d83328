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
    const entry = fc.constantFrom('spent' as const, 'unknown' as const, 'exhausted' as const)
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), entry)), (heard) => {
        const table = spendingTable()
        for (const [key, one] of heard) table.count(key, one)
        for (const key of ['a', 'b', 'c', 'd']) {
          const of = heard.filter(([name]) => name === key).map(([, one]) => one)
          expect(table.of(key)).toEqual({
            spent: of.filter((one) => one === 'spent').length,
            unknown: of.filter((one) => one === 'unknown').length,
            exhausted: of.includes('exhausted'),
          })
        }
      }),
    )
  })
})
