import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as t from 'io-ts'
import {
  type Store,
  type StoreEntry,
  type StoreFailure,
  type StoreWrite,
  type StoredRecord,
  type Transaction,
} from '@mini-domains/core/adapter'
import { type KeyNames } from './key-name.js'
import { entriesScript, getScript, keysScript, transactScript } from './script.js'
import { type Session } from '../connection/session.js'
import { damaged, toCount, toRecord } from './text.js'

const Keys = t.readonlyArray(t.string)
const Entries = t.readonlyArray(t.union([t.string, t.null]))

const lowest = (prefix: string, after: string): string =>
  Buffer.compare(Buffer.from(after), Buffer.from(prefix)) >= 0 ? `(${after}` : `[${prefix}`

const nextCharacter = (code: number): string => String.fromCodePoint(code === 0xd7ff ? 0xe000 : code + 1)

// The first text after all that begin with a prefix: its last character is moved on by one, where there is one.
const highest = (prefix: string): string => {
  const characters = Array.from(prefix)
  const last = characters.pop()?.codePointAt(0)
  if (last === undefined) return '+'
  return last === 0x10ffff ? highest(characters.join('')) : `(${characters.join('')}${nextCharacter(last)}`
}

// `''` stands for no start; it is before all keys, as no key is empty.
const startOf = (prefix: string, after: string): string => (prefix === '' && after === '' ? '-' : lowest(prefix, after))

const pageOf = (prefix: string, after: string, limit: number): ReadonlyArray<string> => [
  startOf(prefix, after),
  highest(prefix),
  String(limit),
]

const argumentsOf = ({ key, value, expected }: StoreWrite): ReadonlyArray<string> => [
  key,
  String(expected),
  value === undefined ? 'remove' : 'put',
  value ?? '',
]

const toTransaction = (reply: unknown): E.Either<StoreFailure, Transaction> =>
  reply === 'Conflict' || reply === 'LeaseLost'
    ? E.right({ _tag: reply })
    : E.map((version: number): Transaction => ({ _tag: 'Committed', version }))(toCount(reply))

const toEntry = (key: string, record: unknown): E.Either<StoreFailure, StoreEntry> =>
  E.map((found: StoredRecord) => ({ key, ...found }))(toRecord(key, record))

const toEntries = (reply: ReadonlyArray<string | null>): E.Either<StoreFailure, ReadonlyArray<StoreEntry>> =>
  pipe(
    reply.flatMap((key, at) => (at % 2 === 0 && key !== null ? [toEntry(key, reply[at + 1])] : [])),
    E.sequenceArray,
  )

/**
 * The records of a store.
 */
export const recordsOf = (session: Session, names: KeyNames): Pick<Store, 'get' | 'transact' | 'keys' | 'entries'> => {
  const transact: Store['transact'] = (writes, under) => {
    const lease = under === undefined ? [] : [names.lease(under.name)]
    return pipe(
      session.run(
        transactScript,
        [names.records, names.index, names.sequence, ...lease],
        [under === undefined ? '' : String(under.fence), ...writes.flatMap(argumentsOf)],
      ),
      TE.chainEitherK(toTransaction),
    )
  }
  return {
    get: (key) =>
      pipe(
        session.run(getScript, [names.records], [key]),
        TE.chainEitherK((reply) => (reply === null ? E.right(undefined) : toRecord(key, reply))),
      ),
    transact,
    keys: (prefix, after, limit) =>
      pipe(
        session.run(keysScript, [names.index], pageOf(prefix, after, limit)),
        TE.filterOrElse(Keys.is, () => damaged),
      ),
    entries: (prefix, after, limit) =>
      pipe(
        session.run(entriesScript, [names.index, names.records], pageOf(prefix, after, limit)),
        TE.filterOrElse(Entries.is, () => damaged),
        TE.chainEitherK(toEntries),
      ),
  }
}
