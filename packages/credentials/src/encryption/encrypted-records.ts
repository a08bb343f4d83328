import { type StoreFailure, type Store } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import type * as t from 'io-ts'
import { type Keyring } from './keyring.js'
import { corrupt, decrypt, encrypt } from './cipher.js'

/**
 * A record, decrypted and read, with the version that a write must still find.
 */
export interface Versioned<A> {
  readonly value: A
  /** 0 where there is no record yet. */
  readonly version: number
}

type Answer<A> = Promise<E.Either<StoreFailure, A>>

/**
 * Records of one kind in a store, encrypted.
 */
export interface EncryptedRecords<A> {
  /** Reads a record; the empty one at version 0 where there is none. */
  readonly read: (name: string) => Answer<Versioned<A>>
  /** Writes a record over the version that was read, or gives `undefined` where somebody else was first. */
  readonly write: (name: string, value: A, version: number) => Answer<Versioned<A> | undefined>
  /** Reads, changes and writes until nobody comes between. A change that gives `undefined` writes nothing. */
  readonly update: (name: string, change: (value: A) => A | undefined) => Answer<Versioned<A>>
}

const parsed = <A>(codec: t.Type<A, unknown, unknown>, text: string): E.Either<StoreFailure, A> => {
  try {
    return E.mapLeft(() => corrupt('its fields are not those of this version', '字段与此版本不符'))(
      codec.decode(JSON.parse(text)),
    )
  } catch {
    return E.left(corrupt('it is not JSON', '不是 JSON'))
  }
}

const mostRounds = 100

/**
 * Records of one kind in a store, encrypted with the current key.
 */
export const encryptedRecords = <A>(
  store: Store,
  keys: Keyring,
  codec: t.Type<A, unknown, unknown>,
  empty: A,
): EncryptedRecords<A> => {
  const read: EncryptedRecords<A>['read'] = async (name) => {
    const ring = await keys()
    if (E.isLeft(ring)) return ring
    const found = await store.get(name)()
    if (E.isLeft(found)) return found
    if (found.right === undefined) return E.right({ value: empty, version: 0 })
    const text = decrypt(ring.right, name, found.right.value)
    if (E.isLeft(text)) return text
    const value = parsed(codec, text.right)
    return E.isLeft(value) ? value : E.right({ value: value.right, version: found.right.version })
  }

  const write: EncryptedRecords<A>['write'] = async (name, value, version) => {
    const ring = await keys()
    if (E.isLeft(ring)) return ring
    const written = await store.put(name, encrypt(ring.right, name, JSON.stringify(codec.encode(value))), version)()
    if (E.isLeft(written)) return written
    return E.right(written.right === undefined ? undefined : { value, version: written.right.version })
  }

  const update: EncryptedRecords<A>['update'] = async (name, change) => {
    for (let round = 0; round < mostRounds; round += 1) {
      const known = await read(name)
      if (E.isLeft(known)) return known
      const next = change(known.right.value)
      if (next === undefined) return known
      const written = await write(name, next, known.right.version)
      if (E.isLeft(written)) return written
      if (written.right !== undefined) return E.right(written.right)
    }
    return E.left(corrupt('it changes without end', '记录一直在变动'))
  }

  return { read, write, update }
}
