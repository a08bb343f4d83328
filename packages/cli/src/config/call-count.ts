/**
 * Counts the calls that came back, and tells who watches.
 */
export interface CallCount {
  readonly count: () => void
  readonly watch: (see: (calls: number) => void) => () => void
}

/**
 * Makes a count that begins at nothing.
 */
export const callCount = (): CallCount => {
  const watchers = new Set<(calls: number) => void>()
  let calls = 0
  return {
    count: () => {
      calls += 1
      for (const see of watchers) see(calls)
    },
    watch: (see) => {
      watchers.add(see)
      return () => watchers.delete(see)
    },
  }
}
