import fc from 'fast-check'
import {
  type Spent,
  perhapsSpent,
  spentAfterAll,
  spentAtMost,
  spentNothing,
  spentOf,
  spentOne,
  spentTogether,
} from '../../src/adapter.js'

const call = fc.constantFrom(spentNothing, spentOne, perhapsSpent)
const calls = fc.array(call, { maxLength: 5 })
const inAll = (each: ReadonlyArray<Spent>): Spent => each.reduce(spentTogether, spentNothing)

describe('what calls spent together', () => {
  test('is at least what was surely spent, and at most that and what nobody knows', () => {
    fc.assert(
      fc.property(calls, (each) => {
        const { modifications, uncertain } = inAll(each)
        expect(modifications).toBe(each.filter((one) => one === spentOne).length)
        expect(uncertain).toBe(each.filter((one) => one === perhapsSpent).length)
      }),
    )
  })

  test('is called spent where one surely was, unknown where one perhaps was, and else not spent', () => {
    fc.assert(
      fc.property(calls, (each) => {
        const word = each.includes(spentOne) ? 'spent' : each.includes(perhapsSpent) ? 'unknown' : 'not-spent'
        expect(inAll(each).modification).toBe(word)
      }),
    )
  })

  test('comes to the same however they are taken together', () => {
    fc.assert(
      fc.property(calls, calls, (some, others) => {
        expect(spentTogether(inAll(some), inAll(others))).toEqual(inAll([...some, ...others]))
      }),
    )
  })
})

describe('a list that is seen to be as it was to be', () => {
  test('shows that one call was spent', () => {
    expect(spentAfterAll(perhapsSpent)).toEqual(spentOne)
    const refusedThenLost = spentTogether(perhapsSpent, perhapsSpent)
    expect(spentAfterAll(refusedThenLost)).toEqual({ modification: 'spent', modifications: 1, uncertain: 1 })
  })

  test('shows nothing more where one surely was: it may have done all', () => {
    const lostThen = spentTogether(spentOne, perhapsSpent)
    expect(spentAfterAll(lostThen)).toEqual(lostThen)
    expect(spentAfterAll(spentOne)).toEqual(spentOne)
    expect(spentAfterAll(spentNothing)).toEqual(spentNothing)
  })
})

test('what is at most so many is nothing surely', () => {
  expect(spentAtMost(2)).toEqual({ modification: 'unknown', modifications: 0, uncertain: 2 })
  expect(spentAtMost(0)).toEqual(spentNothing)
})

test('what was spent is picked out of what carries it', () => {
  expect(spentOf({ ...spentOne, ...{ message: 'x' } })).toEqual(spentOne)
})
