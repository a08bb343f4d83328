import { keepingTokens } from './kept-tokens.js'

/**
 * Credentials with room for more apps than there are.
 */
export const open = () => keepingTokens({ cached: 1_000_000 })
