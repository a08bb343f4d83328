import { type Hooks } from '@mini-domains/core'
import { simulatedClock } from './limiter/simulated-clock.js'

/**
 * A clock for calls to a real server: its time stands still while a call that tells these hooks is on its way, and goes on to
 * the next timer once none is. So a call starts and arrives at one exact time, however slow the machine is.
 */
export const waitingClock = () => {
  const { clock, passNext } = simulatedClock()
  let underWay = 0
  const hooks: Hooks = {
    onRequest: () => {
      underWay += 1
    },
    onResponse: () => {
      underWay -= 1
    },
  }
  return {
    clock,
    hooks,
    /** Lets time go on until this has come to its end. */
    through: async <A>(running: Promise<A>): Promise<A> => {
      let isOver = false
      const over = (): void => {
        isOver = true
      }
      running.then(over, over)
      for (;;) {
        await new Promise((resolve) => setImmediate(resolve))
        if (isOver) return running
        if (underWay === 0) await passNext()
      }
    },
  }
}
