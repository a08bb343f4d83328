import type { Issued } from './memory.js'
import { keepBounded } from './mortal.js'
import type { Token } from './token.js'
import type { Voucher, VoucherKind } from './voucher.js'

const tokenKey = ({ kind, owner }: Pick<Token, 'kind' | 'owner'>): string => `${kind} token ${owner}`
const voucherKey = (kind: VoucherKind, owner: string): string => `${kind} ${owner}`

/** When and on which terms something is given. */
export interface Giving {
  readonly at: number
  /** How long those given before still work, in milliseconds; without it they are left alone. */
  readonly graceMs?: number
}

const supersede = <R extends { readonly state: string; readonly graceUntil?: number }>(
  store: Map<string, R>,
  values: ReadonlyArray<string>,
  graceUntil: number,
): void => {
  for (const value of values) {
    const old = store.get(value)
    if (old?.state === 'valid' && old.graceUntil === undefined) store.set(value, { ...old, graceUntil })
  }
}

/** Gives a token. Those given to its owner before live on for the grace; seeded ones are not touched. */
export const giveToken = (memory: Issued, token: Token, { at, graceMs }: Giving): void => {
  const key = tokenKey(token)
  if (graceMs !== undefined) supersede(memory.tokens, memory.given.get(key) ?? [], at + graceMs)
  keepBounded(memory.tokens, memory.given, { key, value: token.value, record: token, at })
}

/** Gives a voucher. */
export const giveVoucher = (memory: Issued, voucher: Voucher, { at, graceMs }: Giving): void => {
  const key = voucherKey(voucher.kind, voucher.owner)
  if (graceMs !== undefined) supersede(memory.vouchers, memory.given.get(key) ?? [], at + graceMs)
  keepBounded(memory.vouchers, memory.given, { key, value: voucher.value, record: voucher, at })
}

/** Marks a voucher as used up. */
export const spendVoucher = (memory: Issued, voucher: Voucher): void => {
  memory.vouchers.set(voucher.value, { ...voucher, state: 'used' })
}

/** Makes worthless what of a kind was given to an owner, and the voucher named besides. */
export const revokeVouchers = (memory: Issued, kind: VoucherKind, owner: string, besides?: string): void => {
  for (const value of [besides ?? '', ...(memory.given.get(voucherKey(kind, owner)) ?? [])]) {
    const voucher = memory.vouchers.get(value)
    if (voucher?.state === 'valid') memory.vouchers.set(value, { ...voucher, state: 'revoked' })
  }
}
