import { type PushRequest } from '@mini-domains/core/adapter'
import * as O from 'fp-ts/lib/Option.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as t from 'io-ts'
import { textInParsed } from './parsed-push.js'
import { type SealedPush } from './verifier.js'

/**
 * The fields of a push in JSON.
 */
export type PushFields = Readonly<Record<string, unknown>>

/**
 * Parses a push in JSON: one object. None for anything else.
 */
export const jsonPushFields = (text: string): O.Option<PushFields> => {
  try {
    const parsed: unknown = JSON.parse(text)
    return t.UnknownRecord.is(parsed) ? O.some(parsed) : O.none
  } catch {
    return O.none
  }
}

/**
 * The text of a field, or its whole number as text; empty where there is neither. Vendors write numbers both ways (docs/vendors/baidu.md D 10).
 */
export const pushText = (fields: PushFields, name: string): string => {
  const value = fields[name]
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value)
  return typeof value === 'string' ? value.trim() : ''
}

// The envelope itself is JSON, so it has to be parsed before its signature can be verified; the encrypted message is not. A parser
// that read the body first has left the same, or nothing.
const fieldOf = ({ body, parsed }: PushRequest): ((name: string) => string) => {
  if (parsed !== undefined)
    return (name) =>
      pipe(
        textInParsed(parsed, name),
        O.getOrElse(() => ''),
      )
  const fields = O.toUndefined(jsonPushFields(body)) ?? {}
  return (name) => pushText(fields, name)
}

/**
 * Finds the sealed parts of a push in JSON: `TimeStamp`, `Nonce`, `Encrypt`, `MsgSignature` (docs/vendors/baidu.md B.3,
 * docs/vendors/douyin.md C.1.7). None where one is missing.
 */
export const sealedInJson = (request: PushRequest): O.Option<SealedPush> => {
  const field = fieldOf(request)
  const sealed = {
    timestamp: field('TimeStamp'),
    nonce: field('Nonce'),
    encrypt: field('Encrypt'),
    signature: field('MsgSignature'),
  }
  return Object.values(sealed).every((text) => text !== '') ? O.some(sealed) : O.none
}
