import { type Store } from '@mini-domains/core/adapter'

/**
 * A store to test: data of its own that is empty at first, and as many handles on it as are asked for.
 */
export interface StoreWorld {
  /** Opens one more handle on the data. The suite closes it, and may close it twice. */
  readonly open: () => Promise<Store>
  /** Lets so much time go by for leases: an injected clock is set, or one waits. */
  readonly pass: (ms: number) => Promise<void>
  /** Sets the clock of the store back, where a test can do that. */
  readonly setBack?: (ms: number) => Promise<void>
  /** Ends the store as a crash does and starts it again. Handles that were open before are not used any more. */
  readonly restart: () => Promise<void>
  /** Opens a handle on other data that lies in the same place: another prefix of the same server. */
  readonly openNeighbour?: () => Promise<Store>
  /** Ends everything and removes the data. */
  readonly end: () => Promise<void>
}

/**
 * In what a store differs from others. A variation changes what is asked for; it is not a way to skip a law.
 */
export interface StoreVariations {
  /** Whether what was written is there after `restart`: `kept`, or `lost` for a store in memory. */
  readonly restart: 'kept' | 'lost'
  /** Whether time costs time: with a clock that is injected, the random test lets leases run out, too. */
  readonly time: 'injected' | 'real'
  /** The time to live in milliseconds of a lease that is to run out in a test, well above what a few calls take. */
  readonly shortMs: number
  /** How many callers write at once where a test lets them race, on each of two handles. */
  readonly racers: number
  /** How many random runs of up to 60 commands are made. */
  readonly runs: number
}

/**
 * The variations of a store on a disk or a server whose time cannot be set.
 */
export const defaultStoreVariations: StoreVariations = {
  restart: 'kept',
  time: 'real',
  shortMs: 60,
  racers: 10,
  runs: 30,
}

/**
 * The time to live in milliseconds of a lease within which a few calls must still come, also on a busy machine, before it runs out.
 */
export const roomyMs = 1_000

/**
 * One test of a store.
 */
export interface StoreCase {
  readonly name: string
  readonly run: (world: StoreWorld, variations: StoreVariations) => Promise<void>
}
