import { type Clock, systemClock } from '../../packages/core/src/index.js'

/** The machine's clock, with chance that is always the same and retries that do not wait. Deadlines are as they are. */
export const steadyClock: Clock = { ...systemClock, random: () => 0, sleep: () => Promise.resolve() }
