/** What can be exchanged for tokens: a pushed ticket, an authorisation code, a refresh token; and pre-auth codes. */
export interface Voucher {
  readonly value: string
  readonly kind: VoucherKind
  /** The app id of the authorised app or of the platform. */
  readonly owner: string
  readonly state: VoucherState
  /** In milliseconds; none for what was seeded without. */
  readonly expiresAt?: number
  /** Set when a newer one was given. */
  readonly graceUntil?: number
}

/** The kinds of voucher. */
export const voucherKinds = ['ticket', 'code', 'refresh', 'pre-auth'] as const

/** One of them. */
export type VoucherKind = (typeof voucherKinds)[number]

/** The states of a voucher: `used` only where a single use ends it, `revoked` when the authorisation was taken back. */
export const voucherStates = ['valid', 'used', 'revoked'] as const

/** One of them. */
export type VoucherState = (typeof voucherStates)[number]
