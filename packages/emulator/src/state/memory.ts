import { isObject } from '../json.js'
import { type Issued, revokeGrants, type Token, type Grant, type GrantKind } from './issued.js'
import { createTokenCallCounter, type TokenCallCounter, type TokenCalls } from './token-calls.js'

/** A value of which any part may be left out. Lists are given whole: a list in a patch replaces the list. */
export type Patch<T> =
  T extends ReadonlyArray<unknown> ? T : T extends object ? { readonly [K in keyof T]?: Patch<T[K]> } : T

/** The value with a patch over it: of a record each field that it has, at any depth; anything else, lists too, is replaced. */
function merged<T>(base: T, patch: Patch<T> | undefined): T
function merged(base: unknown, patch: unknown): unknown {
  if (patch === undefined) return base
  if (!isObject(base) || !isObject(patch)) return patch
  return Object.fromEntries(Object.entries(base).map(([name, value]) => [name, merged(value, patch[name])]))
}

/** What a vendor remembers. Records are replaced, never altered, so a snapshot stays what it was. */
export interface Memory<W, A> extends Issued {
  world: W
  readonly apps: Map<string, A>
  readonly tokenCalls: TokenCallCounter
}

/** A vendor's whole state: its world, its apps by id, its tokens and grants by value, and the count of token calls. */
export type StateOf<W, A> = W & {
  readonly apps: { readonly [appId: string]: A }
  readonly tokens: { readonly [value: string]: Token }
  readonly grants: { readonly [value: string]: Grant }
  readonly tokenCalls: TokenCalls
}

/** Who holds a token: an app or the platform. */
interface Holder {
  readonly appId: string
  readonly token: string
}

/** An app: its refresh token is the one it was given last. Without tokens of its own where the platform's serves every app. */
export interface AppHolder {
  readonly appId: string
  readonly token?: string
  readonly refreshToken?: string
}

/** What a vendor's world must have for tokens to be told apart: the platform, with the ticket it was pushed last, where there are tickets. */
export interface WorldWithPlatform {
  readonly platform: Holder & { readonly ticket?: string; readonly pushUrl: string }
}

const register = (
  tokens: Map<string, Token>,
  kind: Token['kind'],
  { appId: owner, token: value }: Partial<Holder> & Pick<Holder, 'appId'>,
): void => {
  if (value !== undefined && tokens.get(value) === undefined) tokens.set(value, { value, kind, owner, state: 'valid' })
}

const registerGrant = (grants: Map<string, Grant>, kind: GrantKind, owner: string, value?: string): void => {
  if (value !== undefined && grants.get(value) === undefined) grants.set(value, { value, kind, owner, state: 'valid' })
}

const registerPlatform = ({ tokens, grants }: Issued, { platform }: WorldWithPlatform): void => {
  register(tokens, 'platform', platform)
  registerGrant(grants, 'ticket', platform.appId, platform.ticket)
}

/** Stores an app; a token or refresh token of it that is not known yet is valid without end. */
export const admitApp = <W, A extends AppHolder>({ apps, tokens, grants }: Memory<W, A>, app: A): void => {
  apps.set(app.appId, app)
  register(tokens, 'app', app)
  registerGrant(grants, 'refresh', app.appId, app.refreshToken)
}

/** A memory with a world and nothing else; the platform's token and ticket are valid. */
export const createMemory = <W extends WorldWithPlatform, A>(world: W): Memory<W, A> => {
  const memory: Memory<W, A> = {
    world,
    apps: new Map(),
    tokens: new Map(),
    grants: new Map(),
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
  grants: new Map(memory.grants),
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
  refill(memory.grants, earlier.grants)
  refill(memory.given, earlier.given)
  memory.tokenCalls.clear()
}

/** Apps by id, tokens and grants by value, as a patch of them. */
export interface SeedIndex<A> {
  readonly apps?: { readonly [appId: string]: Patch<A> }
  readonly tokens?: { readonly [value: string]: Partial<Token> }
  readonly grants?: { readonly [value: string]: Partial<Grant> }
}

/** A patch of a vendor's whole state. */
export type SeedOf<W, A> = Patch<W> & SeedIndex<A>

/**
 * Merges a patch: apps that are not there yet are created, and a token named for the first time is valid;
 * so is a grant, a refresh token unless it says otherwise.
 */
export const seedMemory = <W extends WorldWithPlatform, A extends AppHolder>(
  memory: Memory<W, A>,
  newApp: (appId: string) => A,
  patch: SeedOf<W, A>,
): void => {
  const { apps = {}, tokens = {}, grants = {} }: SeedIndex<A> = patch
  memory.world = merged(memory.world, patch)
  registerPlatform(memory, memory.world)
  for (const [appId, app] of Object.entries(apps))
    admitApp(memory, merged(memory.apps.get(appId) ?? newApp(appId), app))
  for (const [value, token] of Object.entries(tokens)) {
    const base = memory.tokens.get(value) ?? { value, kind: 'app', owner: '', state: 'valid' }
    memory.tokens.set(value, { ...base, ...token })
  }
  for (const [value, grant] of Object.entries(grants)) {
    const base = memory.grants.get(value) ?? { value, kind: 'refresh', owner: '', state: 'valid' }
    memory.grants.set(value, { ...base, ...grant })
  }
}

/** The state as it is now: one new index each of the apps, the tokens and the grants. */
export const snapshot = <W, A>(memory: Memory<W, A>): StateOf<W, A> => ({
  ...memory.world,
  apps: Object.fromEntries(memory.apps),
  tokens: Object.fromEntries(memory.tokens),
  grants: Object.fromEntries(memory.grants),
  tokenCalls: memory.tokenCalls.read(),
})

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
  revokeGrants(memory, 'refresh', appId, app.refreshToken)
  revokeGrants(memory, 'code', appId)
  memory.apps.set(appId, { ...app, authorized: false })
  return true
}

/** Puts a changed app in the place of the one with its id. */
export const storeApp = <A extends { readonly appId: string }>(
  { memory }: { readonly memory: Pick<Memory<unknown, A>, 'apps'> },
  app: A,
): void => {
  memory.apps.set(app.appId, app)
}

/** Puts a changed platform in the place of the present one. */
export const storePlatform = <W extends { readonly platform: unknown }>(
  { memory }: { readonly memory: { world: W } },
  platform: W['platform'],
): void => {
  memory.world = { ...memory.world, platform }
}
