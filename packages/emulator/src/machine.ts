import type { Call, Outcome } from './call.js'
import type { Push, PushOrder } from './push.js'
import type { TokenState } from './token.js'
import type { TokenCall, TokenCallCounter } from './token-calls.js'

/** A vendor's rules without its server: a pure answer to each call, and a state that tests may look at and change. */
export interface Machine<State, Seed> {
  readonly state: () => State
  readonly isSeed: (value: unknown) => value is Seed
  /** What is wrong with a would-be seed, by path. */
  readonly seedProblems: (value: unknown) => ReadonlyArray<string>
  /** Throws a TypeError that lists what is wrong. */
  readonly seed: (patch: Seed) => void
  readonly reset: () => void
  /** `false` when there is no such app. */
  readonly release: (appId: string) => boolean
  readonly answer: (call: Call) => Outcome
  readonly actionOf: (call: Call) => string
  readonly tokenOf: (call: Call) => string
  readonly ownerOf: (token: string) => string
  /** What a call of a token endpoint asks for; `undefined` for any other call. */
  readonly tokenCallOf: (call: Call) => TokenCall | undefined
  readonly tokenCalls: TokenCallCounter
  /** Gives the code to be exchanged. */
  readonly authorise: (appId: string, at: number) => string
  /** `false` when there is no such app. */
  readonly deauthorise: (appId: string) => boolean
  /** `undefined` when there is no such app. */
  readonly pushOf: (order: PushOrder, at: number) => Push | undefined
  /** Where pushes go when nobody names a URL; empty for nowhere. */
  readonly pushUrl: () => string
  readonly setToken: (token: string, state: TokenState) => void
}
