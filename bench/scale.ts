/**
 * How much is measured.
 */
export interface Scale {
  readonly warmUp: number
  /** Calls that are counted in each round. */
  readonly calls: number
  readonly rounds: number
  readonly lanes: ReadonlyArray<number>
  /** Pure steps that are counted in each round. */
  readonly steps: number
  /** Calls over which the memory is watched. */
  readonly long: number
  /** Apps whose tokens are in a store, and rows that are imported into one. */
  readonly apps: number
  /** Calls that are let through at a pace. */
  readonly paced: number
  /** Apps of a small fleet and of a large one. */
  readonly fleet: { readonly few: number; readonly many: number }
  /** How often each process is started that loads a package. */
  readonly startUps: number
  /** How often the command is started. */
  readonly commands: number
  /** Whether the clients that nothing is judged by are measured too. */
  readonly unjudged: boolean
}

/**
 * The run that figures are quoted from.
 */
export const full: Scale = {
  warmUp: 4000,
  calls: 8000,
  rounds: 3,
  lanes: [1, 16, 64, 256],
  steps: 200_000,
  long: 100_000,
  apps: 10_000,
  paced: 180_000,
  fleet: { few: 10_000, many: 100_000 },
  startUps: 7,
  commands: 40,
  unjudged: true,
}

/**
 * The run for a glance, in some 20 seconds: good for a large change, no figure to quote.
 */
export const quick: Scale = {
  warmUp: 2000,
  calls: 1000,
  rounds: 2,
  lanes: [1, 64],
  steps: 30_000,
  long: 10_000,
  apps: 1_000,
  paced: 10_000,
  fleet: { few: 1_000, many: 10_000 },
  startUps: 1,
  commands: 5,
  unjudged: false,
}
