/**
 * Runs a function when a signal is aborted, until the function that it returns is called. The signal must not be aborted yet.
 */
export type OnAbort = (signal: AbortSignal | undefined, run: () => void) => () => void

const nothing = (): void => undefined

/**
 * Makes an `OnAbort` that adds one listener to a signal, however many calls share it: Node warns of a leak where there are many
 * listeners, and walks all of them to remove one.
 */
export const abortListeners = (): OnAbort => {
  const shared = new WeakMap<AbortSignal, { readonly runs: Set<() => void>; readonly listener: () => void }>()

  const listenTo = (signal: AbortSignal) => {
    const runs = new Set<() => void>()
    const listener = (): void => {
      for (const run of runs) run()
    }
    const entry = { runs, listener }
    signal.addEventListener('abort', listener)
    shared.set(signal, entry)
    return entry
  }

  return (signal, run) => {
    if (signal === undefined) return nothing
    const { runs, listener } = shared.get(signal) ?? listenTo(signal)
    // A function of its own for each subscription, so that two of the same function do not end each other.
    const own = (): void => run()
    runs.add(own)
    return () => {
      if (!runs.delete(own) || runs.size > 0) return
      signal.removeEventListener('abort', listener)
      shared.delete(signal)
    }
  }
}
