import { type Clock, systemClock } from '../../packages/core/src/index.js'

/** The machine's clock, and chance that never makes a retry wait. */
export const steadyClock: Clock = { ...systemClock, random: () => 0 }
