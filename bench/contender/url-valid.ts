import { byUrl } from './domain-check.js'
import { valid } from './domain-input.js'

/**
 * `new URL` of domains: valid.
 */
export const open = () => byUrl(valid, true)
