import { type DomainSet, type Kind, domainsOf } from '@mini-domains/core'
import { type Effect, type VendorRequest } from '@mini-domains/http'
import { withoutScheme } from '@mini-domains/core/adapter'
import * as t from 'io-ts'

/**
 * Makes a call: POST, one JSON object (docs/vendors/douyin.md C.1.0).
 */
export const jsonRequest = (path: string, effect: Effect, body: Readonly<Record<string, unknown>>): VendorRequest => ({
  effect,
  method: 'POST',
  path,
  contentType: 'application/json',
  body: JSON.stringify(body),
})

/**
 * Writes the kinds of a set as arrays of bare hosts; a kind that is left out is left out here too (docs/vendors/douyin.md C.1.1).
 */
export const encodeLists = <K extends Kind>(
  kinds: ReadonlyArray<K>,
  domains: DomainSet<K>,
): Readonly<Record<string, ReadonlyArray<string>>> => {
  const body: Record<string, ReadonlyArray<string>> = {}
  for (const kind of kinds) if (domains[kind] !== undefined) body[kind] = domainsOf(domains, kind).map(withoutScheme)
  return body
}

const isTexts = (input: unknown): input is ReadonlyArray<string> =>
  Array.isArray(input) && input.every((entry) => typeof entry === 'string')

/**
 * An array of hosts, or nothing: a list that is not there, or null, is not told.
 */
export const Hosts = new t.Type<ReadonlyArray<string> | undefined, unknown, unknown>(
  'an array of hosts',
  (input): input is ReadonlyArray<string> | undefined => input === undefined || isTexts(input),
  (input, context) => {
    if (input === undefined || input === null) return t.success(undefined)
    return isTexts(input) ? t.success(input) : t.failure(input, context)
  },
  t.identity,
)
