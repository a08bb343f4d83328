import { byUrl } from './check.js'
import { invalid } from './input.js'

/**
 * `new URL` of domains: invalid.
 */
export const open = () => byUrl(invalid, false)
