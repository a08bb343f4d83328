/** Numbers in [0, 1), the same row of them for the same seed. */
export type Random = () => number

/** Makes a small seeded generator (mulberry32): good enough for ids and for drawing lots, not for secrets. */
export const seededRandom = (seed: number): Random => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    const a = Math.imul(state ^ (state >>> 15), state | 1)
    const b = a ^ (a + Math.imul(a ^ (a >>> 7), a | 61))
    return ((b ^ (b >>> 14)) >>> 0) / 4294967296
  }
}

/** Draws `length` lower-case hexadecimal digits. */
export const hexDigits = (random: Random, length: number): string =>
  Array.from({ length }, () => Math.floor(random() * 16).toString(16)).join('')
