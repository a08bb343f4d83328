import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { type Bilingual, bilingual } from '../error/language.js'
import { oneOf } from './expectation.js'
import { nearestWord } from './nearest-word.js'

type Shape<R extends t.Props, O extends t.Props> = { readonly [K in keyof R]: t.TypeOf<R[K]> } & {
  readonly [K in keyof O]?: t.TypeOf<O[K]> | undefined
}

/**
 * Stands in a context for a key that is not known. One that is like none that is known may be anything, also a secret that was pasted at
 * a wrong place: nobody may tell it.
 */
interface UnknownKey extends t.Type<never> {
  readonly _tag: 'UnknownKey'
  readonly isStray: boolean
  readonly expects: Bilingual
}

/**
 * Says whether a type in a context stands for a key that is not known.
 */
export const isUnknownKey = (type: t.Decoder<unknown, unknown> | undefined): type is UnknownKey =>
  type !== undefined && '_tag' in type && type._tag === 'UnknownKey'

const keyBut = (known: ReadonlyArray<string>, meant: string | undefined): UnknownKey =>
  Object.assign(new t.Type('unknown key', t.never.is, t.never.validate, t.never.encode), {
    _tag: 'UnknownKey' as const,
    isStray: meant === undefined,
    expects:
      meant === undefined
        ? oneOf(known)
        : bilingual(`a known key (did you mean ${meant}?)`, `支持的键（您是否想写 ${meant}？）`),
  })

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
  const type = keyBut(known, meantBy(key, known))
  return { value: input[key], context: t.appendContext(at, key, type, input[key]) }
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
  readonly expects: Bilingual
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
      if (!t.UnknownRecord.is(input)) return t.failure(input, context)
      const extra = Object.keys(input).filter((key) => !known.includes(key))
      const errors = extra.map((key) => unknownKey(input, key, known, context))
      const result = open.validate(input, asMembersOf(open, context))
      if (errors.length === 0) return result
      return t.failures([...(E.isLeft(result) ? result.left : []), ...errors])
    },
    t.identity,
  )
  // A name in words is English; one that shows the keys is not.
  const expects = bilingual(`an object (${name})`, name.startsWith('{') ? `对象（${name}）` : '对象')
  return Object.assign(codec, { _tag: 'StrictObject' as const, required, optional, expects })
}
