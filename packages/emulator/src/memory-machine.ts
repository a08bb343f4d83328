import type { Machine } from './machine.js'
import { copyMemory, restoreMemory, seedMemory, snapshot } from './memory.js'
import type { AppHolder, Memory, Merging, SeedOf, StateOf, WorldWithPlatform } from './memory.js'
import { problems, type Shape } from './shape.js'

/** What a vendor tells about its memory. */
export interface Keeping<W, A> {
  readonly merging: Merging<W, A>
  readonly shape: Shape
  readonly seeds: ReadonlyArray<SeedOf<W, A>>
  /** The app after the event that makes its configured domains effective. */
  readonly released: (world: W, app: A) => A
  /** Clears what a vendor counts outside the memory. */
  readonly forget: () => void
}

/** The part of a vendor's rules that only concerns its memory: what tests may look at and change. */
export type Kept<W, A> = Omit<
  Machine<StateOf<W, A>, SeedOf<W, A>>,
  'answer' | 'actionOf' | 'tokenOf' | 'tokenCallOf' | 'authorise' | 'deauthorise' | 'pushOf'
>

/** Seeds a memory and makes it the state that `reset` goes back to. */
export const keepMemory = <W extends WorldWithPlatform, A extends AppHolder>(
  memory: Memory<W, A>,
  { merging, shape, seeds, released, forget }: Keeping<W, A>,
): Kept<W, A> => {
  const seedProblems = (value: unknown): ReadonlyArray<string> => problems(shape, value)
  const seed = (patch: SeedOf<W, A>): void => {
    const wrong = seedProblems(patch)
    if (wrong.length > 0) throw new TypeError(`emulator seed: ${wrong.join('; ')}`)
    seedMemory(memory, merging, patch)
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
