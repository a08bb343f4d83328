import type * as TE from 'fp-ts/lib/TaskEither.js'

/**
 * Runs one task at a time per key, in the order of asking, and different keys side by side.
 */
export type Serially = <E, A>(key: string, task: TE.TaskEither<E, A>) => TE.TaskEither<E, A>

/**
 * Makes a `Serially` that remembers only the keys in use.
 */
export const serially = (): Serially => {
  const last = new Map<string, Promise<unknown>>()
  return (key, task) => () => {
    const previous = last.get(key)
    const current = previous === undefined ? task() : previous.then(task, task)
    const done = (): void => {
      if (last.get(key) === current) last.delete(key)
    }
    last.set(key, current)
    current.then(done, done)
    return current
  }
}
