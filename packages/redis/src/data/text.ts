import * as E from 'fp-ts/lib/Either.js'
import { type StoreFailure, type StoredRecord, bilingual } from '@mini-domains/core/adapter'
import { storeFailure } from '../store-failure.js'

/**
 * The failure of a reply that this package's scripts do not give.
 */
export const damaged: StoreFailure = storeFailure(
  'damaged',
  bilingual('what Redis holds for the store cannot be read', 'Redis 中存储的内容无法读取'),
)

/**
 * Reads a version or a fence.
 */
export const toCount = (input: unknown): E.Either<StoreFailure, number> => {
  const count = typeof input === 'string' && /^[1-9]\d*$/.test(input) ? Number(input) : 0
  return Number.isSafeInteger(count) && count > 0 ? E.right(count) : E.left(damaged)
}

const damagedRecord = (key: string): StoreFailure => {
  const shown = JSON.stringify(key.slice(0, 100)).replace(/[^\x20-\x7e\p{L}\p{N}]/gu, '?')
  return storeFailure(
    'damaged',
    bilingual(`the stored record cannot be read: ${shown}`, `存储中的记录无法读取：${shown}`),
  )
}

/**
 * Reads a record: its version, a space, its value. The failure names the key, shown as JSON: it may hold anything.
 */
export const toRecord = (key: string, input: unknown): E.Either<StoreFailure, StoredRecord> => {
  const [digits = ''] = typeof input === 'string' ? input.split(' ', 1) : []
  return typeof input === 'string' && input.length > digits.length
    ? E.bimap(
        () => damagedRecord(key),
        (version: number) => ({ value: input.slice(digits.length + 1), version }),
      )(toCount(digits))
    : E.left(damagedRecord(key))
}
