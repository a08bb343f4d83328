/**
 * Runs a task of a name, or joins the one under way.
 */
export type SingleFlight<A> = (name: string, run: () => Promise<A>) => Promise<A>

/**
 * Makes a `SingleFlight` that remembers only what is under way.
 */
export const singleFlight = <A>(): SingleFlight<A> => {
  const flights = new Map<string, Promise<A>>()
  return (name, run) => {
    const known = flights.get(name)
    if (known !== undefined) return known
    const flight = run().finally(() => flights.delete(name))
    flights.set(name, flight)
    return flight
  }
}

/**
 * Lets so many tasks run at once; the others wait in the order they came.
 */
export const atMost = (places: number): (<A>(run: () => Promise<A>) => Promise<A>) => {
  let free = places
  const waiting: Array<() => void> = []
  return async (run) => {
    if (free > 0) free -= 1
    else await new Promise<void>((resolve) => waiting.push(resolve))
    try {
      return await run()
    } finally {
      const next = waiting.shift()
      if (next === undefined) free += 1
      else next()
    }
  }
}
