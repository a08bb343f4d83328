import { checking } from './check.js'
import { valid } from './input.js'

/**
 * Our check of domains: valid.
 */
export const open = () => checking(valid, true)
