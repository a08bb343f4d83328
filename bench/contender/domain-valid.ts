import { checking } from './domain-check.js'
import { valid } from './domain-input.js'

/**
 * Our check of domains: valid.
 */
export const open = () => checking(valid, true)
