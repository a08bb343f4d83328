import type * as E from 'fp-ts/lib/Either.js'

/**
 * A token in this process's memory.
 */
export interface CachedToken {
  /** The token as the port gives it, so that a look-up makes nothing new. */
  readonly answer: E.Right<string>
  /** From when on another is looked for. */
  readonly refreshAt: number
  /** When it is worth nothing any more. */
  readonly endsAt: number
}

/**
 * Tokens by app, at most so many: those not asked for longest go first.
 */
export interface TokenCache {
  readonly get: (name: string) => CachedToken | undefined
  readonly set: (name: string, token: CachedToken) => void
  readonly remove: (name: string) => void
  readonly size: () => number
}

/**
 * Makes a cache of two generations: a look-up costs one `Map.get`. Who is asked for moves to the young; when there is no room
 * left, one of the old goes.
 */
export const tokenCache = (most: number): TokenCache => {
  let young = new Map<string, CachedToken>()
  let old = new Map<string, CachedToken>()
  let oldest = old.keys()

  const grow = (): void => {
    if (young.size >= most) {
      old = young
      oldest = old.keys()
      young = new Map()
    } else if (young.size + old.size > most) {
      const next = oldest.next()
      if (next.done !== true) old.delete(next.value)
    }
  }

  const set = (name: string, token: CachedToken): void => {
    old.delete(name)
    young.set(name, token)
    grow()
  }

  return {
    get: (name) => {
      const token = young.get(name)
      if (token !== undefined) return token
      const older = old.get(name)
      if (older !== undefined) set(name, older)
      return older
    },
    set,
    remove: (name) => {
      young.delete(name)
      old.delete(name)
    },
    size: () => young.size + old.size,
  }
}
