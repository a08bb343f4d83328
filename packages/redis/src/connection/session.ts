import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { pipe } from 'fp-ts/lib/function.js'
import { type StoreFailure, bilingual } from '@mini-domains/core/adapter'
import { type Connection } from './connection.js'
import { type KeyNames } from '../data/key-name.js'
import { type Script, foundScript } from '../data/script.js'
import { storeFailure } from '../store-failure.js'
import { damaged } from '../data/text.js'

/**
 * A handle on the data of one store: it knows which data that is, and says so once when it is gone.
 */
export interface Session {
  readonly run: (
    script: Script,
    keys: ReadonlyArray<string>,
    args: ReadonlyArray<string>,
  ) => TE.TaskEither<StoreFailure, unknown>
  readonly close: () => Promise<void>
}

const closed = storeFailure('closed', bilingual('the store was closed', '存储已关闭'))

const find = (connection: Connection, names: KeyNames): TE.TaskEither<StoreFailure, string> =>
  pipe(
    connection.run(foundScript, [names.epoch, names.sequence], []),
    TE.filterOrElse(
      (reply): reply is string => typeof reply === 'string',
      () => damaged,
    ),
  )

const isLost = (failure: StoreFailure): boolean => failure.hint === storeFailure('lost', bilingual('', '')).hint

const sessionOf = (connection: Connection, names: KeyNames, found: string): Session => {
  let epoch: string | undefined = found
  let isOpen = true
  const known: TE.TaskEither<StoreFailure, string> = async () => {
    const current = epoch === undefined ? await find(connection, names)() : E.right(epoch)
    if (E.isRight(current)) epoch = current.right
    return current
  }
  const forget = (failure: StoreFailure): StoreFailure => {
    if (isLost(failure)) epoch = undefined
    return failure
  }
  return {
    run: (script, keys, args) => () => {
      if (!isOpen) return Promise.resolve(E.left(closed))
      return pipe(
        known,
        TE.chain((at) => connection.run(script, [names.epoch, ...keys], [at, ...args])),
        TE.mapLeft(forget),
      )()
    },
    close: () => {
      if (isOpen) connection.close()
      isOpen = false
      return Promise.resolve()
    },
  }
}

/**
 * Opens a handle: finds the data under its names, or founds it.
 */
export const openSession = (connection: Connection, names: KeyNames): TE.TaskEither<StoreFailure, Session> =>
  pipe(
    find(connection, names),
    TE.bimap(
      (failure) => {
        connection.close()
        return failure
      },
      (epoch) => sessionOf(connection, names, epoch),
    ),
  )
