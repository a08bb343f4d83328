import { checking } from './domain-check.js'
import { invalid } from './domain-input.js'

/**
 * Our check of domains: invalid.
 */
export const open = () => checking(invalid, false)
