import { type Watch } from '../transport/abort.js'

/**
 * Lets so many calls through at once; the others wait in the order they came.
 */
export interface Turnstile {
  /** Gives true when it is this call's turn, or false when its signal was aborted first. */
  readonly enter: (signal: AbortSignal | undefined) => Promise<boolean> | true
  /** Ends a turn. Owed once for every `enter` that came to true. */
  readonly leave: () => void
}

interface Waiter {
  readonly admit: () => void
  readonly isGone: () => boolean
}

/**
 * Makes a turnstile. The wait is not part of any deadline: a call's time begins when its turn comes.
 */
export const turnstile = (places: number, watch: Watch): Turnstile => {
  let free = places
  let queue: Array<Waiter> = []
  let head = 0

  const next = (): Waiter | undefined => {
    while (head < queue.length) {
      const waiter = queue[head]
      head += 1
      if (head === 1024) {
        queue = queue.slice(head)
        head = 0
      }
      if (waiter !== undefined && !waiter.isGone()) return waiter
    }
    queue = []
    head = 0
    return undefined
  }

  const wait = (signal: AbortSignal | undefined): Promise<boolean> =>
    new Promise((resolve) => {
      let gone = false
      const unwatch = watch(signal, () => {
        gone = true
        unwatch()
        resolve(false)
      })
      const admit = (): void => {
        unwatch()
        resolve(true)
      }
      queue.push({ admit, isGone: () => gone })
    })

  return {
    enter: (signal) => {
      if (free === 0) return wait(signal)
      free -= 1
      return true
    },
    leave: () => {
      const waiter = next()
      if (waiter === undefined) free += 1
      else waiter.admit()
    },
  }
}
