import { type Bilingual } from '@mini-domains/core'
import { type StoreFailure, bilingual, messageFields, messageOf } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { types } from 'node:util'
import { type Connection } from '../file/connection.js'
import { storeFailure } from '../store-failure.js'

/**
 * Writes text as bytes. Blobs are used because text with a NUL comes back cut.
 */
export const toBytes = (text: string): Buffer => Buffer.from(text, 'utf8')

const damaged = (what: Bilingual): StoreFailure =>
  storeFailure('damaged', bilingual(`the stored ${what.en} cannot be read`, `存储中的${what.zh}无法读取`))

const text = bilingual('text', '文本')
const number = bilingual('number', '数字')

// libsql gives a blob as a Buffer in one row, as an ArrayBuffer in many.
const bytesOf = (input: unknown): Uint8Array | undefined => {
  if (types.isUint8Array(input)) return input
  return types.isArrayBuffer(input) ? new Uint8Array(input) : undefined
}

/**
 * Reads text from bytes of the file, which may hold anything.
 */
export const fromBytes = (input: unknown): E.Either<StoreFailure, string> => {
  const bytes = bytesOf(input)
  if (bytes === undefined) return E.left(damaged(text))
  return E.tryCatch(
    () => new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes),
    () => damaged(text),
  )
}

/**
 * Reads a version or a fence.
 */
export const toCount = (input: unknown): E.Either<StoreFailure, number> =>
  typeof input === 'number' && Number.isSafeInteger(input) && input >= 1 ? E.right(input) : E.left(damaged(number))

/**
 * Says of a failure which record it is about. The key is shown as JSON, cut where it is long: it may hold anything.
 */
export const under =
  (key: string) =>
  (failure: StoreFailure): StoreFailure => {
    const { en, zh } = messageOf(failure)
    const shown = JSON.stringify(key.slice(0, 100)).replace(/[^\x20-\x7e\p{L}\p{N}]/gu, '?')
    return { ...failure, ...messageFields(`${en}: the record ${shown}`, `${zh}：记录 ${shown}`) }
  }

const Row = t.type({ last: t.unknown })

/**
 * Gives the next number of the file, for a version or a fence. Must stand inside a transaction.
 *
 * It is the microsecond of the clock, or one more than the last where the clock has not moved on. So no number is given
 * twice, not for a key that was removed, and not by a file that was restored from a backup.
 */
export const nextNumber = (connection: Connection, nowMs: number): E.Either<StoreFailure, number> => {
  const row = connection.get('update sequence set last = max(last + 1, ?) returning last', [Math.floor(nowMs) * 1000])
  return toCount(Row.is(row) ? row.last : undefined)
}
