import { byUrl } from './domain-check.js'
import { international } from './domain-input.js'

/**
 * `new URL` of domains: international.
 */
export const open = () => byUrl(international, true)
