import { type CallStart } from '@mini-domains/core/adapter'
import { type OnAbort } from '../transport/abort.js'

/**
 * A call that waits for its turn.
 */
export interface Waiter {
  readonly isGone: () => boolean
  readonly admit: () => void
}

/**
 * Waiting calls, first come first served. Those that are gone are skipped.
 */
export interface WaitingLine<W extends Waiter> {
  readonly push: (waiter: W) => void
  /** The first that still waits. */
  readonly peek: () => W | undefined
  readonly shift: () => W | undefined
}

interface Link<W> {
  readonly waiter: W
  next: Link<W> | undefined
}

/**
 * Makes an empty line: a linked list, since `Array.shift` copies thousands of waiters for each one that leaves.
 */
export const waitingLine = <W extends Waiter>(): WaitingLine<W> => {
  let first: Link<W> | undefined
  let last: Link<W> | undefined

  const peek = (): W | undefined => {
    while (first?.waiter.isGone() === true) first = first.next
    return first?.waiter
  }

  return {
    push: (waiter) => {
      const link: Link<W> = { waiter, next: undefined }
      if (first === undefined || last === undefined) first = link
      else last.next = link
      last = link
    },
    peek,
    shift: () => {
      const waiter = peek()
      first = first?.next
      return waiter
    },
  }
}

/**
 * Lets a fixed number of calls run at once; the others wait, first come first served.
 */
export interface Semaphore {
  /** Resolves when it is this call's turn, or when its signal was aborted first. `true` at once if there is a free permit. */
  readonly acquire: (start: Pick<CallStart, 'signal'>) => true | Promise<'go' | 'cancelled'>
  /** Gives a permit back. Called once for every `acquire` that came to a go. */
  readonly release: () => void
}

/**
 * Makes a semaphore. Waiting is not part of any deadline: a call's timeout starts when its turn comes.
 */
export const semaphore = (permits: number, onAbort: OnAbort): Semaphore => {
  const line = waitingLine<Waiter>()
  let free = permits

  const wait = (signal: AbortSignal | undefined): Promise<'go' | 'cancelled'> =>
    new Promise((resolve) => {
      let gone = false
      const end = (decision: 'go' | 'cancelled'): void => {
        gone = true
        unsubscribe()
        resolve(decision)
      }
      const unsubscribe = onAbort(signal, () => end('cancelled'))
      line.push({ admit: () => end('go'), isGone: () => gone })
    })

  return {
    acquire: ({ signal }) => {
      if (free === 0) return signal?.aborted === true ? Promise.resolve('cancelled') : wait(signal)
      free -= 1
      return true
    },
    release: () => {
      // Nobody waits while a permit is free.
      const waiter = free > 0 ? undefined : line.shift()
      if (waiter === undefined) free += 1
      else waiter.admit()
    },
  }
}
