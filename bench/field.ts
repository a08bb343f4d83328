import { type Child, type Launch, startChild } from './child.js'
import { type ContenderName } from './contenders.js'
import { type Job, Listening, Ready, Spent } from './message.js'

/**
 * What each contender's process took in each round.
 */
export type Rounds = ReadonlyMap<ContenderName, ReadonlyArray<Spent>>

/**
 * Contenders that wait for jobs, each in its process, and the server in another.
 */
export interface Field {
  /** Does a job without counting it. */
  readonly warm: (job: Job) => Promise<void>
  /** Does the same job with each, one at a time, in turns: A B A B. */
  readonly compete: (job: Job, rounds: number) => Promise<Rounds>
}

const fieldOf = (children: ReadonlyMap<ContenderName, Child>): Field => {
  const once = async (job: Job, into: Map<ContenderName, ReadonlyArray<Spent>>): Promise<void> => {
    for (const [name, child] of children) {
      const spent = await child.ask(job, Spent)
      into.set(name, [...(into.get(name) ?? []), spent])
    }
  }
  return {
    warm: (job) => once(job, new Map()),
    compete: async (job, rounds) => {
      const spent = new Map<ContenderName, ReadonlyArray<Spent>>()
      for (let round = 0; round < rounds; round += 1) await once(job, spent)
      return spent
    },
  }
}

/**
 * Starts these contenders at a place, does something with them, and ends them all.
 */
export const withFieldAt = async <A>(
  place: string,
  names: ReadonlyArray<ContenderName>,
  launch: Launch,
  use: (field: Field) => Promise<A>,
): Promise<A> => {
  const children = new Map<ContenderName, Child>()
  try {
    for (const name of names) children.set(name, startChild('./worker.ts', [name, place], launch))
    await Promise.all([...children.values()].map((child) => child.hear(Ready)))
    return await use(fieldOf(children))
  } finally {
    await Promise.all([...children.values()].map((child) => child.end()))
  }
}

/**
 * The same at the server, which is started for it.
 */
export const withField = async <A>(
  names: ReadonlyArray<ContenderName>,
  launch: Launch,
  use: (field: Field) => Promise<A>,
): Promise<A> => {
  const server = startChild('./server.ts', [], { dist: launch.dist, code: launch.code })
  try {
    const { port } = await server.hear(Listening)
    return await withFieldAt(`http://127.0.0.1:${port}`, names, launch, use)
  } finally {
    await server.end()
  }
}

/**
 * What each round of a contender took, part by part. Throws where one of its calls failed: what is fast and wrong is not fast.
 */
export const partsOf =
  (rounds: Rounds) =>
  (name: ContenderName, part: (spent: Spent) => number): ReadonlyArray<number> =>
    (rounds.get(name) ?? []).map((spent) => {
      if (spent.failed > 0) throw new Error(`${name}: ${spent.failed} failed (${spent.failure})`)
      return part(spent)
    })
