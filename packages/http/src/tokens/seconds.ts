import * as t from 'io-ts'

const asNumber = (input: unknown): number => {
  if (typeof input === 'number') return input
  return typeof input === 'string' && /^-?\d+(?:\.\d+)?$/.test(input.trim()) ? Number(input) : 0
}

/**
 * A life in seconds as vendors write it: a number, or one in quotes. What is neither is taken for unsaid, which is 0: a token
 * that was given is worth more than its life rightly said.
 */
export const Seconds = new t.Type<number, number, unknown>(
  'seconds',
  t.number.is,
  (input) => t.success(asNumber(input)),
  t.identity,
)
