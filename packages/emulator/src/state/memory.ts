import { type Issued, revokeVouchers, type Token, type Voucher, type VoucherKind } from './issued.js'
import { createTokenCallCounter, type TokenCallCounter, type TokenCalls } from './token-calls.js'

/** What a vendor remembers. Records are replaced, never altered, so a snapshot stays what it was. */
export interface Memory<W, A> extends Issued {
  world: W
  readonly apps: Map<string, A>
  readonly tokenCalls: TokenCallCounter
}

/** A vendor's whole state: its world, its apps by id, its tokens and vouchers by value, and the count of token calls. */
export type StateOf<W, A> = W & {
  readonly apps: { readonly [appId: string]: A }
  readonly tokens: { readonly [value: string]: Token }
  readonly vouchers: { readonly [value: string]: Voucher }
  readonly tokenCalls: TokenCalls
}

/** How a vendor's own records take a patch. */
export interface Merging<W, A> {
  readonly newApp: (appId: string) => A
  readonly world: (base: W, patch: Patch<W>) => W
  readonly app: (base: A, patch: Patch<A>) => A
}

/** Who holds a token: an app or the platform. */
interface Holder {
  readonly appId: string
  readonly token: string
}

/** An app: its refresh token is the one it was given last. */
export interface AppHolder extends Holder {
  readonly refreshToken: string
}

/** What a vendor's world must have for tokens to be told apart: the platform, with the ticket it was pushed last. */
export interface WorldWithPlatform {
  readonly platform: Holder & { readonly ticket: string; readonly pushUrl: string }
}

const register = (tokens: Map<string, Token>, kind: Token['kind'], holder: Holder): void => {
  if (tokens.get(holder.token) === undefined)
    tokens.set(holder.token, { value: holder.token, kind, owner: holder.appId, state: 'valid' })
}

const registerVoucher = (vouchers: Map<string, Voucher>, kind: VoucherKind, owner: string, value: string): void => {
  if (vouchers.get(value) === undefined) vouchers.set(value, { value, kind, owner, state: 'valid' })
}

const registerPlatform = ({ tokens, vouchers }: Issued, { platform }: WorldWithPlatform): void => {
  register(tokens, 'platform', platform)
  registerVoucher(vouchers, 'ticket', platform.appId, platform.ticket)
}

/** Stores an app; a token or refresh token of it that is not known yet is valid without end. */
export const admitApp = <W, A extends AppHolder>({ apps, tokens, vouchers }: Memory<W, A>, app: A): void => {
  apps.set(app.appId, app)
  register(tokens, 'app', app)
  registerVoucher(vouchers, 'refresh', app.appId, app.refreshToken)
}

/** A memory with a world and nothing else; the platform's token and ticket are valid. */
export const createMemory = <W extends WorldWithPlatform, A>(world: W): Memory<W, A> => {
  const memory: Memory<W, A> = {
    world,
    apps: new Map(),
    tokens: new Map(),
    vouchers: new Map(),
    given: new Map(),
    tokenCalls: createTokenCallCounter(),
  }
  registerPlatform(memory, world)
  return memory
}

/** An independent copy, for going back to later. Calls are not counted in it. */
export const copyMemory = <W, A>(memory: Memory<W, A>): Memory<W, A> => ({
  world: memory.world,
  apps: new Map(memory.apps),
  tokens: new Map(memory.tokens),
  vouchers: new Map(memory.vouchers),
  given: new Map(memory.given),
  tokenCalls: createTokenCallCounter(),
})

const refill = <V>(map: Map<string, V>, earlier: ReadonlyMap<string, V>): void => {
  map.clear()
  earlier.forEach((value, key) => map.set(key, value))
}

/** Puts a memory back to an earlier copy. */
export const restoreMemory = <W, A>(memory: Memory<W, A>, earlier: Memory<W, A>): void => {
  memory.world = earlier.world
  refill(memory.apps, earlier.apps)
  refill(memory.tokens, earlier.tokens)
  refill(memory.vouchers, earlier.vouchers)
  refill(memory.given, earlier.given)
  memory.tokenCalls.clear()
}

/** Apps by id, tokens and vouchers by value, as a patch of them. */
export interface SeedIndex<A> {
  readonly apps?: { readonly [appId: string]: Patch<A> }
  readonly tokens?: { readonly [value: string]: Partial<Token> }
  readonly vouchers?: { readonly [value: string]: Partial<Voucher> }
}

/** A patch of a vendor's whole state. */
export type SeedOf<W, A> = Patch<W> & SeedIndex<A>

/**
 * Merges a patch: apps that are not there yet are created, and a token named for the first time is valid;
 * so is a voucher, a refresh token unless it says otherwise.
 */
export const seedMemory = <W extends WorldWithPlatform, A extends AppHolder>(
  memory: Memory<W, A>,
  merging: Merging<W, A>,
  patch: SeedOf<W, A>,
): void => {
  const { apps = {}, tokens = {}, vouchers = {} }: SeedIndex<A> = patch
  memory.world = merging.world(memory.world, patch)
  registerPlatform(memory, memory.world)
  for (const [appId, app] of Object.entries(apps))
    admitApp(memory, merging.app(memory.apps.get(appId) ?? merging.newApp(appId), app))
  for (const [value, token] of Object.entries(tokens)) {
    const base = memory.tokens.get(value) ?? { value, kind: 'app', owner: '', state: 'valid' }
    memory.tokens.set(value, { ...base, ...token })
  }
  for (const [value, voucher] of Object.entries(vouchers)) {
    const base = memory.vouchers.get(value) ?? { value, kind: 'refresh', owner: '', state: 'valid' }
    memory.vouchers.set(value, { ...base, ...voucher })
  }
}

/** The state as it is now: one new index each of the apps, the tokens and the vouchers. */
export const snapshot = <W, A>(memory: Memory<W, A>): StateOf<W, A> => ({
  ...memory.world,
  apps: Object.fromEntries(memory.apps),
  tokens: Object.fromEntries(memory.tokens),
  vouchers: Object.fromEntries(memory.vouchers),
  tokenCalls: memory.tokenCalls.read(),
})

/** A value of which any part may be left out. Lists are given whole: a list in a patch replaces the list. */
export type Patch<T> =
  T extends ReadonlyArray<unknown> ? T : T extends object ? { readonly [K in keyof T]?: Patch<T[K]> } : T

/** The record with the fields of the patch put over it, one level deep. */
export const patched = <T extends object>(base: T, patch: Partial<T> | undefined): T => ({ ...base, ...patch })

/**
 * A merchant takes the authorisation back: codes and refresh tokens are worthless from now on (docs/vendors/wechat.md
 * A.5; at Baidu a guess). `false` when there is no such app.
 */
export const withdraw = <W, A extends AppHolder & { readonly authorized: boolean }>(
  memory: Memory<W, A>,
  appId: string,
): boolean => {
  const app = memory.apps.get(appId)
  if (app === undefined) return false
  revokeVouchers(memory, 'refresh', appId, app.refreshToken)
  revokeVouchers(memory, 'code', appId)
  memory.apps.set(appId, { ...app, authorized: false })
  return true
}
