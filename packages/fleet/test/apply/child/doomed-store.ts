import { type Store } from '@mini-domains/core/adapter'

const die = (): Promise<never> => {
  process.kill(process.pid, 'SIGKILL')
  return new Promise(() => undefined)
}

/** A store under whose hands the process dies, at a step of a line, the so many-th time that it gets there. */
export const doomed = (store: Store, step: string, time: number): Store => {
  let times = 0
  const isDue = (at: string): boolean => {
    if (at !== step) return false
    times += 1
    return times === time
  }
  return {
    ...store,
    transact: (writes, under) => async () => {
      const says = (state: string): boolean => writes.some(({ value }) => value?.includes(`"state":"${state}"`))
      const begins = says('begun')
      const ends = says('ended')
      if ((begins && isDue('before-intent')) || (ends && isDue('after-reply'))) return die()
      const done = await store.transact(writes, under)()
      if ((begins && isDue('after-intent')) || (ends && isDue('after-end'))) return die()
      if (begins && isDue('after-send')) setTimeout(() => void die(), 6)
      return done
    },
  }
}
