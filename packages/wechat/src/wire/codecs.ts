import { type Effect, type VendorRequest } from '@mini-domains/http'
import * as t from 'io-ts'
import { type NamedEndpoint, paths } from './endpoint.js'

const isTexts = (input: unknown): input is ReadonlyArray<string> =>
  Array.isArray(input) && input.every((item) => typeof item === 'string')

/**
 * An array of text, or nothing: absent and null are the same, since no list has to be in a reply.
 */
export const Texts = new t.Type<ReadonlyArray<string> | undefined, unknown, unknown>(
  'an array of text',
  (input): input is ReadonlyArray<string> | undefined => input === undefined || isTexts(input),
  (input, context) => {
    if (input === undefined || input === null) return t.success(undefined)
    return isTexts(input) ? t.success(input) : t.failure(input, context)
  },
  t.identity,
)

/**
 * Text joined by `;`, as the platform pool has it (docs/vendors/wechat.md A.3), or nothing.
 */
export const JoinedTexts = new t.Type<ReadonlyArray<string> | undefined, unknown, unknown>(
  'text joined by ";"',
  (input): input is ReadonlyArray<string> | undefined => input === undefined || isTexts(input),
  (input, context) => {
    if (input === undefined || input === null) return t.success(undefined)
    if (typeof input !== 'string') return t.failure(input, context)
    const items = input.split(';').map((item) => item.trim())
    return t.success(items.filter((item) => item !== ''))
  },
  t.identity,
)

/**
 * What a codec reads, or nothing: absent and null are the same.
 */
export const orNothing = <A>(codec: t.Type<A, unknown, unknown>): t.Type<A | undefined, unknown, unknown> =>
  new t.Type<A | undefined, unknown, unknown>(
    codec.name,
    (input): input is A | undefined => input === undefined || codec.is(input),
    (input, context) => (input === undefined || input === null ? t.success(undefined) : codec.validate(input, context)),
    t.identity,
  )

/**
 * Makes a call: POST, one JSON object, UTF-8 without `\uXXXX` escapes (docs/vendors/wechat.md A.0).
 */
export const jsonRequest = (
  endpoint: NamedEndpoint,
  effect: Effect,
  body: Readonly<Record<string, unknown>>,
): VendorRequest => ({
  effect,
  method: 'POST',
  path: paths[endpoint],
  contentType: 'application/json',
  body: JSON.stringify(body),
})
