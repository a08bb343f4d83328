import { problems, type Shape } from '../json.js'
import type { Push, PushOrder } from '../push/push.js'
import type { Call, Outcome } from '../server/call.js'
import type { TokenState } from './issued.js'
import {
  type AppHolder,
  copyMemory,
  type Memory,
  restoreMemory,
  seedMemory,
  type SeedOf,
  snapshot,
  type StateOf,
  type WorldWithPlatform,
} from './memory.js'
import type { TokenCall, TokenCallCounter } from './token-calls.js'

/** What serving needs of a vendor: what it answers, and what tells the calls apart that faults strike. */
export interface AnsweringModel {
  readonly answer: (call: Call) => Outcome
  /** What `match.action` of a fault is compared with; empty for none. */
  readonly actionOf: (call: Call) => string
  /** Empty for none. */
  readonly tokenOf: (call: Call) => string
  /** The app (or platform) that a token belongs to; empty where it is none. */
  readonly ownerOf: (token: string) => string
  /** The app that a call with a known token names beside it, at a vendor where one token serves every app. */
  readonly appOf?: (call: Call) => string | undefined
  /** What a call of a token endpoint asks for; `undefined` for any other call. */
  readonly tokenCallOf?: (call: Call) => TokenCall | undefined
  readonly tokenCalls?: TokenCallCounter
  /** For the fault `revoke-token`, which changes nothing without it. */
  readonly setToken?: (token: string, state: TokenState) => void
}

/** A vendor's rules without its server: a pure answer to each call, and a state that tests may look at and change. */
export interface VendorModel<State, Seed>
  extends Required<Omit<AnsweringModel, 'appOf'>>, Pick<AnsweringModel, 'appOf'> {
  readonly state: () => State
  readonly isSeed: (value: unknown) => value is Seed
  /** What is wrong with a would-be seed, by path. */
  readonly seedProblems: (value: unknown) => ReadonlyArray<string>
  /** Throws a TypeError that lists what is wrong. */
  readonly seed: (patch: Seed) => void
  readonly reset: () => void
  /** `false` when there is no such app. */
  readonly release: (appId: string) => boolean
  /** Gives the code to be exchanged. */
  readonly authorise: (appId: string, at: number) => string
  /** `false` when there is no such app. */
  readonly deauthorise: (appId: string) => boolean
  /** `undefined` when there is no such app. */
  readonly pushOf: (order: PushOrder, at: number) => Push | undefined
  /** Where pushes go when nobody names a URL; empty for nowhere. */
  readonly pushUrl: () => string
}

/** What a vendor tells about its memory. */
export interface MemoryRules<W, A> {
  /** An app as it is before any seed. */
  readonly newApp: (appId: string) => A
  readonly shape: Shape
  readonly seeds: ReadonlyArray<SeedOf<W, A>>
  /** The app after the event that makes its configured domains effective. */
  readonly released: (world: W, app: A) => A
  /** Clears what a vendor counts outside the memory. */
  readonly forget: () => void
}

/** The part of a vendor's rules that only concerns its memory: what tests may look at and change. */
export type MemoryModel<W, A> = Omit<
  VendorModel<StateOf<W, A>, SeedOf<W, A>>,
  'answer' | 'actionOf' | 'tokenOf' | 'appOf' | 'tokenCallOf' | 'authorise' | 'deauthorise' | 'pushOf'
>

/** Seeds a memory and makes it the state that `reset` goes back to. */
export const memoryModel = <W extends WorldWithPlatform, A extends AppHolder>(
  memory: Memory<W, A>,
  { newApp, shape, seeds, released, forget }: MemoryRules<W, A>,
): MemoryModel<W, A> => {
  const seedProblems = (value: unknown): ReadonlyArray<string> => problems(shape, value)
  const seed = (patch: SeedOf<W, A>): void => {
    const wrong = seedProblems(patch)
    if (wrong.length > 0) throw new TypeError(`emulator seed: ${wrong.join('; ')}`)
    seedMemory(memory, newApp, patch)
  }
  seeds.forEach(seed)
  const start = copyMemory(memory)
  return {
    state: () => snapshot(memory),
    seedProblems,
    isSeed: (value): value is SeedOf<W, A> => seedProblems(value).length === 0,
    seed,
    reset: () => {
      restoreMemory(memory, start)
      forget()
    },
    release: (appId) => {
      const app = memory.apps.get(appId)
      if (app === undefined) return false
      memory.apps.set(appId, released(memory.world, app))
      return true
    },
    tokenCalls: memory.tokenCalls,
    pushUrl: () => memory.world.platform.pushUrl,
    ownerOf: (token) => memory.tokens.get(token)?.owner ?? '',
    setToken: (value, state) => {
      const token = memory.tokens.get(value)
      if (token !== undefined) memory.tokens.set(value, { ...token, state })
    },
  }
}
