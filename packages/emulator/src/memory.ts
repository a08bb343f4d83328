import type { Patch } from './patch.js'
import type { Token } from './token.js'

/** What a vendor remembers. Records are replaced, never altered, so a snapshot stays what it was. */
export interface Memory<W, A> {
  world: W
  readonly apps: Map<string, A>
  readonly tokens: Map<string, Token>
}

/** A vendor's whole state: its world, its apps by id and its tokens by value. */
export type StateOf<W, A> = W & {
  readonly apps: { readonly [appId: string]: A }
  readonly tokens: { readonly [value: string]: Token }
}

/** How a vendor's own records take a patch. */
export interface Merging<W, A> {
  readonly newApp: (appId: string) => A
  readonly world: (base: W, patch: Patch<W>) => W
  readonly app: (base: A, patch: Patch<A>) => A
}

/** Who holds a token: an app or the platform. */
export interface Holder {
  readonly appId: string
  readonly token: string
}

/** What a vendor's world and apps must have for tokens to be told apart. */
export type WorldWithPlatform = { readonly platform: Holder }

const register = (tokens: Map<string, Token>, kind: Token['kind'], holder: Holder): void => {
  if (tokens.get(holder.token) === undefined)
    tokens.set(holder.token, { value: holder.token, kind, owner: holder.appId, state: 'valid' })
}

/** A memory with a world and nothing else; the platform's token is valid. */
export const createMemory = <W extends WorldWithPlatform, A>(world: W): Memory<W, A> => {
  const memory: Memory<W, A> = { world, apps: new Map(), tokens: new Map() }
  register(memory.tokens, 'platform', world.platform)
  return memory
}

/** An independent copy, for going back to later. */
export const copyMemory = <W, A>(memory: Memory<W, A>): Memory<W, A> => ({
  world: memory.world,
  apps: new Map(memory.apps),
  tokens: new Map(memory.tokens),
})

/** Puts a memory back to an earlier copy. */
export const restoreMemory = <W, A>(memory: Memory<W, A>, earlier: Memory<W, A>): void => {
  memory.world = earlier.world
  memory.apps.clear()
  memory.tokens.clear()
  earlier.apps.forEach((app, appId) => memory.apps.set(appId, app))
  earlier.tokens.forEach((token, value) => memory.tokens.set(value, token))
}

/** Apps by id and tokens by value, as a patch of them. */
export interface SeedIndex<A> {
  readonly apps?: { readonly [appId: string]: Patch<A> }
  readonly tokens?: { readonly [value: string]: Partial<Token> }
}

/** A patch of a vendor's whole state. */
export type SeedOf<W, A> = Patch<W> & SeedIndex<A>

/** Merges a patch: apps that are not there yet are created, and a token named for the first time is valid. */
export const seedMemory = <W extends WorldWithPlatform, A extends Holder>(
  memory: Memory<W, A>,
  merging: Merging<W, A>,
  patch: SeedOf<W, A>,
): void => {
  const { apps = {}, tokens = {} }: SeedIndex<A> = patch
  memory.world = merging.world(memory.world, patch)
  register(memory.tokens, 'platform', memory.world.platform)
  for (const [appId, app] of Object.entries(apps)) {
    const next = merging.app(memory.apps.get(appId) ?? merging.newApp(appId), app)
    memory.apps.set(appId, next)
    register(memory.tokens, 'app', next)
  }
  for (const [value, token] of Object.entries(tokens)) {
    const base = memory.tokens.get(value) ?? { value, kind: 'app', owner: '', state: 'valid' }
    memory.tokens.set(value, { ...base, ...token })
  }
}

/** The state as it is now: cheap, one new index of the apps and one of the tokens. */
export const snapshot = <W, A>(memory: Memory<W, A>): StateOf<W, A> => ({
  ...memory.world,
  apps: Object.fromEntries(memory.apps),
  tokens: Object.fromEntries(memory.tokens),
})
