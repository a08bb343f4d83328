import { type CallStart, subjectName } from '@mini-domains/core/adapter'

/**
 * Remembers whose calls of a class are used up for the day.
 */
export interface ClosedDays {
  readonly close: (start: CallStart, now: number) => void
  readonly isClosed: (start: CallStart, now: number) => boolean
}

const hour = 60 * 60 * 1_000
const day = 24 * hour
// The vendors' days begin at midnight in Beijing.
const beijing = 8 * hour

const keyOf = (start: CallStart): string => `${start.vendor} ${start.class} ${subjectName(start.subject)}`

/**
 * Makes an empty memory. It forgets at the vendors' midnight, and lets one call try once an hour: a quota can be reset before.
 */
export const closedDays = (): ClosedDays => {
  const until = new Map<string, number>()
  return {
    close: (start, now) => {
      const midnight = (Math.floor((now + beijing) / day) + 1) * day - beijing
      until.set(keyOf(start), Math.min(midnight, now + hour))
    },
    isClosed: (start, now) => {
      if (until.size === 0) return false
      const end = until.get(keyOf(start))
      if (end === undefined) return false
      if (now < end && now > end - day) return true
      until.delete(keyOf(start))
      return false
    },
  }
}
