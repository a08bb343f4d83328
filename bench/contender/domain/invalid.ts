import { checking } from './check.js'
import { invalid } from './input.js'

/**
 * Our check of domains: invalid.
 */
export const open = () => checking(invalid, false)
