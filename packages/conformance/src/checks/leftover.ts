import assert from 'node:assert/strict'
import { setImmediate } from 'node:timers/promises'
import { inspect } from 'node:util'

/**
 * Runs something, and fails where a promise was left to reject with nobody to hear of it: that ends the process of whoever uses
 * the adapter. Test runners that hear of it themselves fail the test too.
 */
export const withoutLeftovers = async (run: () => Promise<void>): Promise<void> => {
  const left: Array<unknown> = []
  const hear = (reason: unknown): void => void left.push(reason)
  process.on('unhandledRejection', hear)
  try {
    await run()
    // Node tells of it once the turn is over.
    await setImmediate()
  } finally {
    process.off('unhandledRejection', hear)
  }
  const [first] = left
  assert.equal(left.length, 0, `a promise rejects, and nobody hears of it: ${inspect(first)}`)
}
