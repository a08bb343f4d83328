import { keepingTokens } from './kept-tokens.js'

/**
 * Credentials with the settings they have by default.
 */
export const open = () => keepingTokens({})
