import { type Clock } from '@mini-domains/core'
import { type Contender } from '../../contender.js'
import { simulatedClock } from './simulated-clock.js'

/**
 * Waits for the turn of one call.
 */
export type Enter = () => Promise<void>

const second = 1_000

/** The most starts that any sliding second holds. */
const mostInASecond = (starts: Float64Array): number => {
  let first = 0
  let most = 0
  starts.forEach((start, index) => {
    while (start - (starts[first] ?? 0) >= second) first += 1
    most = Math.max(most, index - first + 1)
  })
  return most
}

/**
 * Calls that wait for their turn by the simulated clock: as many lanes as the job says, each of which asks again as soon as it
 * was let through. Found are the seconds from the first start to the last, and the most starts in any sliding second.
 */
export const pacedStarts = (enterBy: (clock: Clock) => Enter, lateBy: () => number): Contender => ({
  run: async ({ calls, lanes }) => {
    const { clock, next } = simulatedClock(lateBy)
    const enter = enterBy(clock)
    const starts = new Float64Array(calls)
    let asked = 0
    let started = 0
    const lane = async (): Promise<void> => {
      while (asked < calls) {
        asked += 1
        await enter()
        starts[started] = clock.now()
        started += 1
      }
    }
    const all = Promise.all(Array.from({ length: lanes }, lane))
    while (await next());
    await all
    const seconds = ((starts[calls - 1] ?? 0) - (starts[0] ?? 0)) / second
    const found = { seconds, most: mostInASecond(starts) }
    return { failed: calls - started, failure: 'a call was not let through', found }
  },
})
