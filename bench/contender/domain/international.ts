import { checking } from './check.js'
import { international } from './input.js'

/**
 * Our check of domains: international.
 */
export const open = () => checking(international, true)
