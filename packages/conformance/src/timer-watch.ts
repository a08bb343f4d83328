import { createHook } from 'node:async_hooks'

/**
 * Watches the timers of this process.
 */
interface TimerWatch {
  /** Takes no more note of timers that are set. */
  readonly enough: () => void
  /** How many of those that were noted still keep the process alive. */
  readonly running: () => number
  readonly end: () => void
}

const isTimer = (resource: object): resource is NodeJS.Timeout =>
  'hasRef' in resource && typeof resource.hasRef === 'function'

/**
 * Takes note of every timer that is set from now on, whoever sets it.
 */
export const watchTimers = (): TimerWatch => {
  const timers = new Map<number, NodeJS.Timeout>()
  let isNoting = true
  const hook = createHook({
    init: (id, type, _, resource) => {
      if (isNoting && type === 'Timeout' && isTimer(resource)) timers.set(id, resource)
    },
    destroy: (id) => void timers.delete(id),
  }).enable()
  return {
    enough: () => {
      isNoting = false
    },
    running: () => [...timers.values()].filter((timer) => timer.hasRef()).length,
    end: () => void hook.disable(),
  }
}
