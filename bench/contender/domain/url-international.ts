import { byUrl } from './check.js'
import { international } from './input.js'

/**
 * `new URL` of domains: international.
 */
export const open = () => byUrl(international, true)
