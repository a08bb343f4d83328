/**
 * How far the memory of this process rose.
 */
export interface Grown {
  readonly grownBytes: number
  readonly liveBytes: number
}

/**
 * Watches the memory of this process from now on.
 */
export interface MemoryWatch {
  /** Looks at the memory. */
  readonly pulse: () => void
  /** Looks once more, and gives how far it was above the beginning at most. */
  readonly grown: () => Grown
}

// What lives is known only after a collection, which a process may ask for only where it was started so (`--expose-gc`).
const live = (): number => {
  if (globalThis.gc === undefined) return 0
  globalThis.gc()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

/**
 * Makes a watch that begins with what there is now.
 */
export const memoryWatch = (): MemoryWatch => {
  const liveBefore = live()
  const residentBefore = process.memoryUsage.rss()
  let mostLive = liveBefore
  let mostResident = residentBefore
  const pulse = (): void => {
    mostLive = Math.max(mostLive, live())
    mostResident = Math.max(mostResident, process.memoryUsage.rss())
  }
  return {
    pulse,
    grown: () => {
      pulse()
      return { grownBytes: mostResident - residentBefore, liveBytes: mostLive - liveBefore }
    },
  }
}
