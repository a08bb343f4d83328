import { type DomainSet, type Kind, domainsOf } from '@mini-domains/core'
import * as t from 'io-ts'

/**
 * The content type of every body that is sent (docs/vendors/huawei.md C.7.0).
 */
export const jsonType = 'application/json'

/**
 * The vendor's type of each kind (docs/vendors/huawei.md C.7.1).
 */
export const types = {
  request: 'httpRequest',
  socket: 'webSocket',
  upload: 'upload',
  download: 'download',
  webview: 'webView',
} as const

/**
 * A kind that Huawei has.
 */
export type HuaweiKind = keyof typeof types

/**
 * Says whether a kind is one that Huawei has.
 */
export const isHuaweiKind = (kind: Kind): kind is HuaweiKind => Object.hasOwn(types, kind)

const Entry = t.intersection([
  t.type({ type: t.string, value: t.string }),
  t.partial({ errorCode: t.Int, errorMsg: t.unknown }),
])

/**
 * An entry of a list: why it is not lawful too, where that was found (docs/vendors/huawei.md C.7.1). Its words are quoted where they are text.
 */
export type Entry = t.TypeOf<typeof Entry>

const isAbsent = (input: unknown): boolean => input === undefined || input === null

/**
 * The entries of a reply; `undefined` where it has none of them, which is not the same as none.
 */
export const Entries = new t.Type<ReadonlyArray<Entry> | undefined, unknown, unknown>(
  'a list of domains with type and value',
  (input): input is ReadonlyArray<Entry> | undefined => input === undefined || t.array(Entry).is(input),
  (input, context) => (isAbsent(input) ? t.success(undefined) : t.array(Entry).validate(input, context)),
  t.identity,
)

/**
 * How many modifications were made; `undefined` where the reply does not say.
 */
export const Count = new t.Type<number | undefined, unknown, unknown>(
  'a whole number from 0',
  (input): input is number | undefined => input === undefined || (t.Int.is(input) && input >= 0),
  (input, context) => {
    if (isAbsent(input)) return t.success(undefined)
    return t.Int.is(input) && input >= 0 ? t.success(input) : t.failure(input, context)
  },
  t.identity,
)

/**
 * Writes a list: every entry with its type (docs/vendors/huawei.md C.7.1).
 */
export const encodeDomains = <K extends Kind>(kinds: ReadonlyArray<K>, set: DomainSet<K>): string =>
  JSON.stringify({
    domains: kinds.flatMap((kind) =>
      isHuaweiKind(kind) ? domainsOf(set, kind).map((value) => ({ type: types[kind], value })) : [],
    ),
  })
