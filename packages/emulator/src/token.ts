/** What a token is worth at the vendor. */
export type TokenState = 'valid' | 'expired' | 'revoked'

/** An access token the vendor once gave out. `owner` is the app id of the platform or of the authorised app. */
export interface Token {
  readonly value: string
  readonly kind: 'platform' | 'app'
  readonly owner: string
  readonly state: TokenState
  /** When it expires by the emulator's clock, in milliseconds; a seeded one without it never does. */
  readonly expiresAt?: number
  /** Set when a newer one was given: until when this one still works, in milliseconds. */
  readonly graceUntil?: number
}

/** The states a token can be in. */
export const tokenStates = ['valid', 'expired', 'revoked'] as const

/** The kinds of token. */
export const tokenKinds = ['platform', 'app'] as const
