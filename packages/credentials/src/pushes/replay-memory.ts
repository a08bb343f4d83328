/**
 * Remembers names for a while, and no more than so many.
 */
export interface ReplayMemory {
  /** Says whether a name is new, and remembers it. */
  readonly take: (name: string) => boolean
  /** Forgets a name: what it stood for was not taken after all. */
  readonly giveBack: (name: string) => void
}

/**
 * Makes a memory of two generations: a name is known for at least `forMs` unless more than `most` come in that time.
 */
export const replayMemory = (now: () => number, forMs: number, most: number): ReplayMemory => {
  let young = new Set<string>()
  let old = new Set<string>()
  let since = now()
  return {
    take: (name) => {
      if (young.size >= most || now() - since >= forMs) {
        old = young
        young = new Set()
        since = now()
      }
      if (young.has(name) || old.has(name)) return false
      young.add(name)
      return true
    },
    giveBack: (name) => {
      young.delete(name)
      old.delete(name)
    },
  }
}
