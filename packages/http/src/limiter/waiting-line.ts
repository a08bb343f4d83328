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
