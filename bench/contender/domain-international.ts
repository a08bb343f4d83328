import { checking } from './domain-check.js'
import { international } from './domain-input.js'

/**
 * Our check of domains: international.
 */
export const open = () => checking(international, true)
