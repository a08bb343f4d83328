import { type Job } from './message.js'

/**
 * What became of a job's calls.
 */
export interface Tally {
  readonly failed: number
  readonly failure: string
  /** What it counted besides, by name. */
  readonly found?: Readonly<Record<string, number>>
}

/**
 * One way of doing something, to be measured against others. Lives in a process of its own.
 */
export interface Contender {
  /** Lays out what a job needs and what is not to be counted. */
  readonly prepare?: (job: Job) => Promise<void>
  /** Does a job. `pulse` is called now and then, to look at the memory. */
  readonly run: (job: Job, pulse: () => void) => Promise<Tally>
}

/**
 * Makes a contender; `place` is the origin of the server, or what its group has in that place.
 */
export type Open = (place: string) => Contender

const wordsOf = (thrown: unknown): string =>
  thrown instanceof Error ? ('code' in thrown ? String(thrown.code) : thrown.message) : 'something thrown'

const pulseEvery = 256

/**
 * A contender of asynchronous calls: lanes that pull the next call, told by its number from 0, when the last is done, and
 * keep nothing.
 */
export const calling = (call: (lane: number, number: number) => Promise<void>): Contender => ({
  run: async ({ calls, lanes }, pulse) => {
    let started = 0
    let failed = 0
    let failure = ''
    const lane = async (index: number): Promise<void> => {
      while (started < calls) {
        const number = started
        started += 1
        if (started % pulseEvery === 0) pulse()
        try {
          await call(index, number)
        } catch (thrown) {
          if (failed === 0) failure = wordsOf(thrown)
          failed += 1
        }
      }
    }
    await Promise.all(Array.from({ length: lanes }, (_, index) => lane(index)))
    return { failed, failure }
  },
})

/**
 * A contender of pure steps, run one after another over a list of inputs. What they give is counted, so that none is left out
 * by the compiler; a step says whether it came to what it should.
 */
export const stepping = <A>(inputs: ReadonlyArray<A>, step: (input: A) => boolean): Contender => ({
  run: ({ calls }) => {
    let failed = 0
    let done = 0
    while (done < calls) {
      for (const input of inputs) if (!step(input)) failed += 1
      done += inputs.length
    }
    return Promise.resolve({ failed, failure: failed === 0 ? '' : 'an answer that is not right' })
  },
})
