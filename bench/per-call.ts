import { type Spent } from './message.js'

/**
 * The CPU that one call took, in microseconds.
 */
export const cpuPerCall = ({ cpuMicros, calls }: Spent): number => cpuMicros / calls

/**
 * The time that one call took of the whole job, in microseconds.
 */
export const wallPerCall = ({ wallMicros, calls }: Spent): number => wallMicros / calls
