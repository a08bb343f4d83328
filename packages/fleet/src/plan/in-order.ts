interface Slot<B> {
  readonly value: B
}

/**
 * Works on items of an iterator, so many at the same time, and gives the results in the order of the items. Items are pulled
 * only when there is room, and results wait for at most four times as many places, so that memory does not grow.
 *
 * Where the consumer stops, or an item fails, nothing more is pulled.
 */
export const inOrder = <A, B>(
  items: AsyncIterable<A>,
  concurrency: number,
  work: (item: A) => Promise<B>,
): AsyncGenerator<B> => worked(items, concurrency, work, (index) => index)

/**
 * The same, but gives each result as soon as it is there.
 */
export const asDone = <A, B>(
  items: AsyncIterable<A>,
  concurrency: number,
  work: (item: A) => Promise<B>,
): AsyncGenerator<B> => worked(items, concurrency, work, (_, finished) => finished)

async function* worked<A, B>(
  items: AsyncIterable<A>,
  concurrency: number,
  work: (item: A) => Promise<B>,
  placeOf: (index: number, finished: number) => number,
): AsyncGenerator<B> {
  const iterator = items[Symbol.asyncIterator]()
  const results = new Map<number, Slot<B>>()
  const state = { pulled: 0, given: 0, finished: 0, running: 0, over: false }
  const failures: Array<{ readonly reason: unknown }> = []
  let changed: () => void = () => undefined
  let roomy: Array<() => void> = []
  const room = async (): Promise<void> => {
    while (!state.over && state.pulled - state.given >= concurrency * 4)
      await new Promise<void>((resolve) => roomy.push(resolve))
  }
  const worker = async (): Promise<void> => {
    for (;;) {
      await room()
      if (state.over) return
      const index = state.pulled
      state.pulled += 1
      const next = await iterator.next()
      if (next.done === true) {
        state.over = true
        return
      }
      const value = await work(next.value)
      results.set(placeOf(index, state.finished), { value })
      state.finished += 1
      changed()
    }
  }
  const guarded = async (): Promise<void> => {
    state.running += 1
    try {
      await worker()
    } catch (reason) {
      failures.push({ reason })
      state.over = true
    }
    state.running -= 1
    wake()
    changed()
  }
  const wake = (): void => {
    const waiting = roomy
    roomy = []
    for (const resolve of waiting) resolve()
  }
  const workers = Array.from({ length: Math.max(1, concurrency) }, guarded)
  try {
    for (;;) {
      const failure = failures[0]
      if (failure !== undefined) throw failure.reason
      const slot = results.get(state.given)
      if (slot !== undefined) {
        results.delete(state.given)
        state.given += 1
        wake()
        yield slot.value
      } else if (state.running === 0) return
      else
        await new Promise<void>((resolve) => {
          changed = resolve
        })
    }
  } finally {
    state.over = true
    wake()
    await Promise.all(workers)
    await iterator.return?.()
  }
}
