/**
 * An attempt that waits for its start.
 */
export interface Waiting {
  /** In which order it came, among all classes. */
  readonly order: number
  readonly isGone: () => boolean
  readonly admit: () => void
}

/**
 * Those who wait, first come first.
 */
export interface StartQueue {
  readonly push: (waiting: Waiting) => void
  /** The first who still waits. */
  readonly peek: () => Waiting | undefined
  readonly shift: () => void
}

const spare = 1_024

/**
 * Makes an empty queue. Taking the first out of thousands costs as much as out of one.
 */
export const startQueue = (): StartQueue => {
  let waiting: Array<Waiting> = []
  let head = 0

  const shift = (): void => {
    head += 1
    if (head === waiting.length || head === spare) {
      waiting = waiting.slice(head)
      head = 0
    }
  }

  return {
    push: (one) => {
      waiting.push(one)
    },
    peek: () => {
      while (waiting[head]?.isGone() === true) shift()
      return waiting[head]
    },
    shift,
  }
}
