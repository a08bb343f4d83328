import {
  type Admission,
  type CallClass,
  type CallStart,
  type RateGate,
  type RateLimited,
} from '@mini-domains/core/adapter'
import { type Watch } from '../transport/abort.js'
import { type Turnstile, turnstile } from './semaphore.js'

/**
 * What an attempt is told when it asks for its turn: a gate's answer, or that the gate does not work.
 */
export type Turn = Admission | 'failed'

/**
 * What an attempt waits for before it starts: a place among those under way, and the gate's word.
 */
export interface Pacing {
  readonly enter: (start: CallStart) => true | Promise<Turn>
  /** Ends a turn. Owed once for every `enter` that came to a go. */
  readonly leave: () => void
  /** Tells the gate that the vendor found this attempt one too many. */
  readonly limited: (start: CallStart, error: RateLimited) => void
}

const unpaced = (places: Turnstile): Pacing => ({
  enter: ({ signal }) => {
    const place = places.enter(signal)
    return place === true ? true : place.then((entered) => (entered ? 'go' : 'cancelled'))
  },
  leave: places.leave,
  limited: () => undefined,
})

const asked = async (gate: RateGate, start: CallStart): Promise<Turn> => {
  try {
    const admission = gate.enter(start)
    return admission === true ? 'go' : await admission
  } catch {
    // A port must not throw. Where it does, nothing is sent: an unpaced flood would be worse than an error.
    return 'failed'
  }
}

/**
 * Paces by a gate, if there is one. The gate is asked last, so that nothing comes between its word and the start; and by one of
 * each class at a time, so that a class that is held keeps no more than one place from the others.
 */
export const pacing = (places: Turnstile, gate: RateGate | undefined, watch: Watch): Pacing => {
  if (gate === undefined) return unpaced(places)
  const lines: { readonly [C in CallClass]: Turnstile } = {
    read: turnstile(1, watch),
    write: turnstile(1, watch),
    token: turnstile(1, watch),
  }

  const placed = async (start: CallStart): Promise<Turn> => {
    const place = places.enter(start.signal)
    if (place !== true && !(await place)) return 'cancelled'
    const turn = await asked(gate, start)
    if (turn !== 'go') places.leave()
    return turn
  }

  return {
    enter: async (start) => {
      const line = lines[start.class]
      const first = line.enter(start.signal)
      if (first !== true && !(await first)) return 'cancelled'
      const turn = await placed(start)
      line.leave()
      return turn
    },
    leave: places.leave,
    limited: (start, error) => {
      try {
        gate.limited(start, error)
      } catch {
        // The attempt has come to its end; what the gate makes of it must not change that.
      }
    },
  }
}
