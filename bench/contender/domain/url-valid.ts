import { byUrl } from './check.js'
import { valid } from './input.js'

/**
 * `new URL` of domains: valid.
 */
export const open = () => byUrl(valid, true)
