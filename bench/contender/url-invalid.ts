import { byUrl } from './domain-check.js'
import { invalid } from './domain-input.js'

/**
 * `new URL` of domains: invalid.
 */
export const open = () => byUrl(invalid, false)
