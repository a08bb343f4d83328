/** The time now, in milliseconds since 1970. */
export type Clock = () => number

/** The machine's own clock: the default at the edge. */
export const systemClock: Clock = () => new Date().getTime()

const beijing = 8 * 3600 * 1000

/** The month a moment falls in, as `2026-11`, in Beijing time: no source says when a vendor's month turns (guess). */
export const monthOf = (at: number): string => new Date(at + beijing).toISOString().slice(0, 7)
