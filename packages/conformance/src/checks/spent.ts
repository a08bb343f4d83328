import { type Spent, spentNothing, spentOf, spentTogether } from '@mini-domains/core/adapter'
import assert from 'node:assert/strict'
import { type Recording } from '../fixture/recorder.js'

/**
 * Checks that what is reported as spent agrees with itself: whole numbers, and the word that goes with them.
 */
export const checkSpent = (spent: Spent): void => {
  for (const count of [spent.modifications, spent.uncertain])
    assert.ok(Number.isInteger(count) && count >= 0, `how many modifications were spent: ${String(count)}`)
  const { modification } = spentTogether(spent, spentNothing)
  assert.equal(spent.modification, modification, 'whether a modification was spent, as the numbers say')
}

/**
 * Compares what is reported as spent with what the vendor counted.
 */
export const checkCounted = (spent: Spent, counted: number): void => {
  checkSpent(spent)
  const { modifications, uncertain } = spent
  assert.ok(modifications <= counted, `${modifications} are told to be spent, and the vendor counted ${counted}`)
  assert.ok(
    counted <= modifications + uncertain,
    `the vendor counted ${counted}, and ${modifications}, perhaps ${modifications + uncertain}, are told to be spent`,
  )
}

/**
 * Compares the predicted cost of a change with what the vendor counted and what is reported as spent. Where the vendor refused a
 * call on the way, what was said may be wrong, since it was said before.
 */
export const checkCost = (said: number, spent: Spent, { writes, counted }: Recording): void => {
  assert.ok(Number.isInteger(said) && said >= 0, `what a change would cost: ${String(said)}`)
  checkCounted(spent, counted)
  if (writes.some(({ landed }) => !landed)) return
  assert.equal(counted, said, 'what a change was said to cost is what the vendor counted')
  assert.deepEqual(
    spentOf(spent),
    { ...spentOf(spent), modifications: said, uncertain: 0 },
    'what a change was said to cost is what the outcome tells, and nothing of it is uncertain',
  )
}
