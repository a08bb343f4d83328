import { counted, nothingSpent, remainingOf, toldSpending } from '../../src/state/budget.js'

const doubtful = { spent: 2, unknown: 3, held: 1, exhausted: false }

describe('what was counted of a budget', () => {
  test('is put right by what the vendor tells, which has every hand and no doubt; what is held stays', () => {
    expect(toldSpending(doubtful, 7)).toEqual({ spent: 7, unknown: 0, held: 1, exhausted: false })
    expect(toldSpending(doubtful, undefined)).toEqual(doubtful)
  })

  test('is put right before what a change holds or spends is added', () => {
    expect(counted(doubtful, { told: 7, held: 2 })).toEqual({ spent: 7, unknown: 0, held: 3, exhausted: false })
    expect(counted(nothingSpent, { spent: 1 })).toEqual({ spent: 1, unknown: 0, held: 0, exhausted: false })
  })

  test('leaves nothing of a limit that other hands have spent', () => {
    expect(remainingOf(toldSpending(nothingSpent, 50), 50)).toBe(0)
  })
})
