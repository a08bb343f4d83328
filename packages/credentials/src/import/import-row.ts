import { type AppId, UnbrokenText, unfitCharacter } from '@mini-domains/core/adapter'
import { isNothing, leftoverOf } from '@mini-domains/files'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'

/**
 * A refresh token that somebody has.
 */
export interface ImportRow {
  readonly appId: AppId
  readonly refreshToken: string
  /** When it was got, in milliseconds since 1970, where that is known: of two, the newer one is kept. */
  readonly gotAt?: number
}

/**
 * A row with the line it stood on, or why it could not be read. The reason quotes nothing of the line, which may hold a secret.
 */
export interface ImportLine {
  /** From 1; in a file, the line where the row begins. */
  readonly line: number
  readonly row: E.Either<string, ImportRow>
}

const first = (record: Readonly<Record<string, unknown>>, names: ReadonlyArray<string>): unknown =>
  names.map((name) => record[name]).find((value) => value !== undefined)

const textOf = (what: string, value: unknown): E.Either<string, string> => {
  const text = typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : value
  if (typeof text !== 'string') return E.left(`${what}: expected text without spaces`)
  const clean = text.trim()
  const left = leftoverOf(clean)
  if (left !== undefined) return E.left(`${what}: expected text without spaces, found ${left.en}`)
  if (UnbrokenText.is(clean)) return E.right(clean)
  const unfit = unfitCharacter(clean)
  return E.left(`${what}: expected text without spaces${unfit === undefined ? '' : `; ${unfit.en}`}`)
}

const instantOf = (value: unknown): number => {
  if (typeof value === 'number') return value
  if (typeof value !== 'string') return NaN
  return /^\d+$/.test(value) ? Number(value) : Date.parse(value)
}

const timeOf = (value: unknown): E.Either<string, number | undefined> => {
  if (value === undefined || value === null || value === '' || (typeof value === 'string' && isNothing(value.trim())))
    return E.right(undefined)
  const at = instantOf(value)
  return Number.isFinite(at) ? E.right(at) : E.left('gotAt: expected milliseconds since 1970, or a date')
}

/**
 * Reads a row: `appId`, `refreshToken` and, if it is known, `gotAt`, in camel or in snake case.
 */
export const readRow = (input: unknown): E.Either<string, ImportRow> => {
  if (!t.UnknownRecord.is(input)) return E.left('expected an object with appId and refreshToken')
  const appId = textOf('appId', first(input, ['appId', 'app_id', 'appid']))
  if (E.isLeft(appId)) return appId
  const refreshToken = textOf('refreshToken', first(input, ['refreshToken', 'refresh_token']))
  if (E.isLeft(refreshToken)) return refreshToken
  const gotAt = timeOf(first(input, ['gotAt', 'got_at']))
  if (E.isLeft(gotAt)) return gotAt
  return E.right({
    appId: appId.right,
    refreshToken: refreshToken.right,
    ...(gotAt.right === undefined ? {} : { gotAt: gotAt.right }),
  })
}
