import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'

type Closed<R extends t.Props, O extends t.Props> = t.IntersectionC<[t.TypeC<R>, t.PartialC<O>]>

const nearest = (word: string, known: ReadonlyArray<string>): string | undefined =>
  known.find((key) => key.toLowerCase() === word.toLowerCase()) ??
  known.find(
    (key) =>
      key.toLowerCase().startsWith(word.toLowerCase()) ||
      (word.length <= key.length + 3 && word.toLowerCase().startsWith(key.toLowerCase())),
  )

const unknownKey = (key: string, known: ReadonlyArray<string>): string => {
  const meant = nearest(key, known)
  return meant === undefined ? `one of ${known.join(', ')}` : `no such key; did you mean ${meant}?`
}

// The keys `0`, `1` of an intersection are told from keys of a user by the type that stands before them in the context.
const asMembersOf = (type: t.Decoder<unknown, unknown>, context: t.Context): t.Context =>
  context.map((entry, index) => (index === context.length - 1 ? { ...entry, type } : entry))

/**
 * A codec of an object with these required and optional keys and no others, so that a misspelt option is told, not ignored.
 *
 * An optional key may be absent or undefined. An unknown key is an error at its own path.
 */
export const closed = <R extends t.Props, O extends t.Props>(
  name: string,
  required: R,
  optional: O,
): t.Type<t.TypeOf<Closed<R, O>>> => {
  const open = t.intersection([t.type(required), t.partial(optional)], name)
  const known = [...Object.keys(required), ...Object.keys(optional)]
  return new t.Type(
    name,
    open.is,
    (input, context) => {
      if (!t.UnknownRecord.is(input)) return t.failure(input, context, `an object (${name})`)
      const extra = Object.keys(input).filter((key) => !known.includes(key))
      const errors = extra.map((key) => ({
        value: input[key],
        context: t.appendContext(context, key, t.never, input[key]),
        message: unknownKey(key, known),
      }))
      const result = open.validate(input, asMembersOf(open, context))
      if (errors.length === 0) return result
      return t.failures([...(E.isLeft(result) ? result.left : []), ...errors])
    },
    t.identity,
  )
}
