import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as t from 'io-ts'
import { type Store } from '@mini-domains/core'
import { type KeyNames } from './key-name.js'
import { getScript, keysScript, putScript, removeScript } from './script.js'
import { type Session } from './session.js'
import { damaged, toCount, toRecord } from './text.js'

const Keys = t.readonlyArray(t.string)

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

/**
 * The records of a store.
 */
export const recordsOf = (session: Session, names: KeyNames): Pick<Store, 'get' | 'put' | 'remove' | 'keys'> => ({
  get: (key) =>
    pipe(
      session.run(getScript, [names.records], [key]),
      TE.chainEitherK((reply) => (reply === null ? E.right(undefined) : toRecord(reply))),
    ),
  put: (key, value, expected) =>
    pipe(
      session.run(putScript, [names.records, names.index, names.sequence], [key, value, String(expected)]),
      TE.chainEitherK((reply) =>
        reply === null ? E.right(undefined) : E.map((version: number) => ({ value, version }))(toCount(reply)),
      ),
    ),
  remove: (key, expected) =>
    pipe(
      session.run(removeScript, [names.records, names.index], [key, String(expected)]),
      TE.map((reply) => reply === 1),
    ),
  keys: (prefix, after, limit) =>
    pipe(
      session.run(keysScript, [names.index], [startOf(prefix, after), highest(prefix), String(limit)]),
      TE.filterOrElse(Keys.is, () => damaged),
    ),
})
