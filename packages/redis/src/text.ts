import * as E from 'fp-ts/lib/Either.js'
import { type StoreFailure, type StoredRecord } from '@mini-domains/core'
import { storeFailure } from './store-failure.js'

/**
 * Tells whether texts can be written as UTF-8 and read back as they are: none holds half of a character.
 */
export const areWellFormed = (texts: ReadonlyArray<string>): boolean =>
  !texts.some((text) => /\p{Surrogate}/u.test(text))

/**
 * The failure of a reply that this package's scripts do not give.
 */
export const damaged: StoreFailure = storeFailure('damaged', 'what Redis holds for the store cannot be read')

/**
 * Reads a version or a fence.
 */
export const toCount = (input: unknown): E.Either<StoreFailure, number> => {
  const count = typeof input === 'string' && /^[1-9]\d*$/.test(input) ? Number(input) : 0
  return Number.isSafeInteger(count) && count > 0 ? E.right(count) : E.left(damaged)
}

/**
 * Reads a record: its version, a space, its value.
 */
export const toRecord = (input: unknown): E.Either<StoreFailure, StoredRecord> => {
  if (typeof input !== 'string') return E.left(damaged)
  const [digits = ''] = input.split(' ', 1)
  return E.map((version: number) => ({ value: input.slice(digits.length + 1), version }))(toCount(digits))
}
