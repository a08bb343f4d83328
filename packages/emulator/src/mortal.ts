/** What is handed out for a while: a token or a voucher. Times are in milliseconds of the emulator's clock. */
export interface Mortal {
  /** `valid`, or why it no longer is. */
  readonly state: string
  /** Worth nothing from then on; none for what was seeded without. */
  readonly expiresAt?: number
  /** Set when a newer one was given: worth nothing from then on. */
  readonly graceUntil?: number
}

/** What such a thing is worth at a moment. */
export type Worth = 'good' | 'expired' | 'superseded' | 'ended'

/** Says what such a thing is worth at `at`. */
export const worthOf = ({ state, expiresAt = Infinity, graceUntil = Infinity }: Mortal, at: number): Worth => {
  if (state === 'expired') return 'expired'
  if (state !== 'valid') return 'ended'
  if (expiresAt <= at) return 'expired'
  return graceUntil <= at ? 'superseded' : 'good'
}

const deadKept = 4
const aliveKept = 64

/**
 * Puts a thing into its store and forgets, of those given under the same key, all but the last few dead ones and the
 * last 64 that are still worth something: an owner never costs more memory than that.
 */
export const keepBounded = <R extends Mortal>(
  store: Map<string, R>,
  given: Map<string, ReadonlyArray<string>>,
  { key, value, record, at }: { readonly key: string; readonly value: string; readonly record: R; readonly at: number },
): void => {
  store.set(value, record)
  const isGood = (each: string): boolean => {
    const found = store.get(each)
    return found !== undefined && worthOf(found, at) === 'good'
  }
  const values = [...(given.get(key) ?? []), value]
  const alive = new Set(values.filter(isGood).slice(-aliveKept))
  const dead = new Set(values.filter((each) => !isGood(each)).slice(-deadKept))
  const kept = values.filter((each) => alive.has(each) || dead.has(each))
  for (const each of values) if (!alive.has(each) && !dead.has(each)) store.delete(each)
  given.set(key, kept)
}
