import { perSecond } from './limiter.js'
import { pacedStarts } from './paced-starts.js'

/**
 * A timer of the simulated clock for each call, one after the other, and no limiter: what the measurement itself takes.
 */
export const open = () => {
  let last: Promise<void> = Promise.resolve()
  return pacedStarts(
    (clock) => () => {
      last = last.then(() => clock.sleep(1_000 / perSecond))
      return last
    },
    () => 0,
  )
}
