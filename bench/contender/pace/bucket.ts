import { perSecond } from './limiter.js'
import { pacedStarts } from './paced-starts.js'

/**
 * A token bucket as it is often written: it holds as many tokens as a second allows, and fills up all the time.
 */
export const open = () =>
  pacedStarts(
    (clock) => {
      let tokens = perSecond
      let filledAt = clock.now()
      let last: Promise<void> = Promise.resolve()
      const take = async (): Promise<void> => {
        const now = clock.now()
        tokens = Math.min(perSecond, tokens + ((now - filledAt) * perSecond) / 1_000)
        filledAt = now
        tokens -= 1
        if (tokens < 0) await clock.sleep((-tokens * 1_000) / perSecond)
      }
      return () => {
        last = last.then(take)
        return last
      }
    },
    () => 0,
  )
