/**
 * Runs something when a signal is aborted, until what it gives back is called. The signal must not be aborted yet.
 */
export type Watch = (signal: AbortSignal | undefined, run: () => void) => () => void

const nothing = (): void => undefined

/**
 * Makes a `Watch` that puts one listener on a signal, however many calls share it: thousands of listeners on one signal make
 * Node warn of a leak, and each of them is found by walking all of them.
 */
export const signalWatch = (): Watch => {
  const watched = new WeakMap<AbortSignal, { readonly runs: Set<() => void>; readonly onAbort: () => void }>()

  const begin = (signal: AbortSignal) => {
    const runs = new Set<() => void>()
    const onAbort = (): void => {
      for (const run of runs) run()
    }
    const entry = { runs, onAbort }
    signal.addEventListener('abort', onAbort)
    watched.set(signal, entry)
    return entry
  }

  return (signal, run) => {
    if (signal === undefined) return nothing
    const { runs, onAbort } = watched.get(signal) ?? begin(signal)
    // One function of its own for each watch, so that two calls with the same function do not end each other.
    const mine = (): void => run()
    runs.add(mine)
    return () => {
      if (!runs.delete(mine) || runs.size > 0) return
      signal.removeEventListener('abort', onAbort)
      watched.delete(signal)
    }
  }
}
