import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { nearestWord } from './nearest-word.js'

type Shape<R extends t.Props, O extends t.Props> = { readonly [K in keyof R]: t.TypeOf<R[K]> } & {
  readonly [K in keyof O]?: t.TypeOf<O[K]> | undefined
}

/**
 * Stands in a context for a key that is like none that is known. It may be anything, also a secret that was pasted at a wrong place, so
 * nobody may tell it.
 */
export const strayKey: t.Type<never> = new t.Type('strayKey', t.never.is, t.never.validate, t.never.encode)

const meantBy = (key: string, known: ReadonlyArray<string>): string | undefined =>
  known.find((name) => name.toLowerCase() === key.toLowerCase()) ??
  nearestWord(key, known) ??
  known.find((name) => key.length <= name.length + 3 && key.toLowerCase().startsWith(name.toLowerCase()))

const unknownKey = (
  input: Readonly<Record<string, unknown>>,
  key: string,
  known: ReadonlyArray<string>,
  at: t.Context,
) => {
  const meant = meantBy(key, known)
  return {
    value: input[key],
    context: t.appendContext(at, key, meant === undefined ? strayKey : t.never, input[key]),
    message: meant === undefined ? `one of ${known.join(', ')}` : `no such key; did you mean ${meant}?`,
  }
}

// The keys `0`, `1` of an intersection are told from keys of a user by the type that stands before them in the context.
const asMembersOf = (type: t.Decoder<unknown, unknown>, context: t.Context): t.Context =>
  context.map((entry, index) => (index === context.length - 1 ? { ...entry, type } : entry))

/**
 * A codec of an object, which shows the codecs of its keys to whoever makes a JSON Schema or a form of it.
 */
export interface StrictObject<R extends t.Props, O extends t.Props> extends t.Type<Shape<R, O>> {
  readonly _tag: 'StrictObject'
  readonly required: R
  readonly optional: O
}

/**
 * A codec of an object with these required and optional keys and no others, so that a misspelt option is an error, not ignored.
 *
 * An optional key may be absent or undefined. An unknown key is an error at its own path.
 */
export const strictObject = <R extends t.Props, O extends t.Props>(
  name: string,
  required: R,
  optional: O,
): StrictObject<R, O> => {
  const open = t.intersection([t.type(required), t.partial(optional)], name)
  const known = [...Object.keys(required), ...Object.keys(optional)]
  const codec = new t.Type<Shape<R, O>>(
    name,
    open.is,
    (input, context) => {
      if (!t.UnknownRecord.is(input)) return t.failure(input, context, `an object (${name})`)
      const extra = Object.keys(input).filter((key) => !known.includes(key))
      const errors = extra.map((key) => unknownKey(input, key, known, context))
      const result = open.validate(input, asMembersOf(open, context))
      if (errors.length === 0) return result
      return t.failures([...(E.isLeft(result) ? result.left : []), ...errors])
    },
    t.identity,
  )
  return Object.assign(codec, { _tag: 'StrictObject' as const, required, optional })
}
