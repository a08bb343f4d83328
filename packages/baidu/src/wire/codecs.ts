import { type Domain } from '@mini-domains/core/adapter'
import { type Effect, type VendorRequest } from '@mini-domains/http'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'

/**
 * The content type of every body that is sent (docs/vendors/baidu.md B.0).
 */
export const formType = 'application/x-www-form-urlencoded'

/**
 * A field of a form.
 */
export type Field = readonly [name: string, value: string]

/**
 * Writes a form, its fields in the order given.
 */
export const encodeForm = (fields: ReadonlyArray<Field>): string => {
  const form = new URLSearchParams()
  for (const [name, value] of fields) form.append(name, value)
  return form.toString()
}

/**
 * Writes a list: one string, joined by commas (docs/vendors/baidu.md B.0).
 */
export const encodeList = (domains: ReadonlyArray<Domain>): string => domains.join(',')

const split = (text: string): ReadonlyArray<string> =>
  text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')

const isTexts = (input: unknown): input is ReadonlyArray<string> =>
  Array.isArray(input) && input.every((entry) => typeof entry === 'string')

/**
 * Reads a list: a comma string at the app, an array at the platform (docs/vendors/baidu.md D 2), and either at both. A field
 * that is left out or null is not told, which is not the same as empty: a `set` would empty it (B.1.3).
 */
export const DomainEntries = new t.Type<ReadonlyArray<string>, string, unknown>(
  'a string of domains joined by commas, or an array of strings',
  isTexts,
  (input, context) => {
    if (typeof input === 'string') return t.success(split(input))
    return isTexts(input) ? t.success(input.flatMap(split)) : t.failure(input, context)
  },
  encodeList,
)

/**
 * The lists of a reply, by the vendor's field names.
 */
export type Listing = Readonly<Record<string, ReadonlyArray<string>>>

const Listings: t.Type<Listing, unknown> = t.record(t.string, DomainEntries)

/**
 * How a kind that a reply does not tell is read: `unreadable` is an error, `empty` takes it for a list with nothing in it.
 */
export type AbsentData = 'unreadable' | 'empty'

const isAbsent = (input: unknown): boolean => input === undefined || input === null

const isEmpty = (input: unknown): boolean => input === '' || (Array.isArray(input) && input.length === 0)

// io-ts would copy the object on the way, and with it make `__proto__` in a reply the prototype of the copy.
const readFields = (
  fields: ReadonlyArray<string>,
  absent: AbsentData,
  input: Readonly<Record<string, unknown>>,
  context: t.Context,
): t.Validation<Listing> => {
  const listing: Record<string, ReadonlyArray<string>> = {}
  for (const field of fields) {
    const found = Object.hasOwn(input, field) ? input[field] : undefined
    const value = isAbsent(found) && absent === 'empty' ? '' : found
    const entries = DomainEntries.validate(value, t.appendContext(context, field, DomainEntries, value))
    if (E.isLeft(entries)) return entries
    listing[field] = entries.right
  }
  return t.success(listing)
}

/**
 * Reads the `data` of a `get`: an object with these fields, or, where there is only one, that field's list by itself
 * (docs/vendors/baidu.md B.1.1, B.1.2, B.2). Each field has to be told, unless `absent` says otherwise: neither the documents
 * nor the vendor's SDKs know a listing without one. An object with none of them is not a listing.
 */
export const listingOf = (
  fields: ReadonlyArray<string>,
  absent: AbsentData = 'unreadable',
): t.Type<Listing, Listing, unknown> => {
  const [only, ...others] = fields
  const validate: t.Validate<unknown, Listing> = (input, context) => {
    if (t.UnknownRecord.is(input)) {
      const isNone = Object.keys(input).length === 0
      const fits = fields.some((field) => Object.hasOwn(input, field)) || (isNone && absent === 'empty')
      return fits ? readFields(fields, absent, input, context) : t.failure(input, context)
    }
    if (only !== undefined && others.length === 0) return readFields([only], absent, { [only]: input }, context)
    return isEmpty(input) && absent === 'empty' ? readFields(fields, absent, {}, context) : t.failure(input, context)
  }
  return new t.Type(`an object with ${fields.join(', ')}`, Listings.is, validate, t.identity)
}

/**
 * Makes a call: POST, one form, the token in the query (docs/vendors/baidu.md B.0).
 */
export const formRequest = (path: string, effect: Effect, fields: ReadonlyArray<Field>): VendorRequest => ({
  effect,
  method: 'POST',
  path,
  contentType: formType,
  body: encodeForm(fields),
})
