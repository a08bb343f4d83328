import type { StrictObject } from '@mini-domains/core/adapter'
import * as t from 'io-ts'

type Json = null | boolean | number | string | ReadonlyArray<Json> | { readonly [key: string]: Json }

/**
 * A JSON Schema, as plain JSON.
 */
export type JsonSchema = { readonly [key: string]: Json }

/**
 * A codec that carries what its JSON Schema says besides.
 */
export interface Noted {
  readonly noted: { readonly codec: t.Mixed; readonly schema: JsonSchema }
}

/**
 * The same codec, with what its JSON Schema says besides what the codec itself tells: a description, or a bound that only the code of a
 * refinement knows.
 */
export const noted = <A>(codec: t.Type<A>, schema: JsonSchema): t.Type<A> & Noted =>
  Object.assign(
    new t.Type<A>(
      codec.name,
      codec.is,
      // The codec stands for itself in what is said of a wrong value.
      (input, context) =>
        codec.validate(
          input,
          context.map((entry, index) => (index === context.length - 1 ? { ...entry, type: codec } : entry)),
        ),
      codec.encode,
    ),
    { noted: { codec, schema } },
  )

const isNoted = (codec: t.Mixed): codec is t.Mixed & Noted => 'noted' in codec

const isObject = (codec: t.Mixed): codec is StrictObject<t.Props, t.Props> =>
  '_tag' in codec && codec._tag === 'StrictObject'

const isKeyof = (codec: t.Mixed): codec is t.KeyofType<Readonly<Record<string, unknown>>> =>
  codec instanceof t.KeyofType

const isLiteral = (codec: t.Mixed): codec is t.LiteralType<string | number | boolean> => codec instanceof t.LiteralType

const isUnion = (codec: t.Mixed): codec is t.UnionType<Array<t.Mixed>> => codec instanceof t.UnionType

const isList = (codec: t.Mixed): codec is t.ReadonlyArrayType<t.Mixed> => codec instanceof t.ReadonlyArrayType

const isMap = (codec: t.Mixed): codec is t.DictionaryType<t.Mixed, t.Mixed> => codec instanceof t.DictionaryType

const isWrapped = (codec: t.Mixed): codec is t.ReadonlyType<t.Mixed> | t.RefinementType<t.Mixed> =>
  codec instanceof t.ReadonlyType || codec instanceof t.RefinementType

const schemasOf = (codecs: t.Props): JsonSchema =>
  Object.fromEntries(Object.entries(codecs).map(([key, codec]) => [key, schemaOf(codec)]))

const objectSchema = ({ required, optional }: StrictObject<t.Props, t.Props>): JsonSchema => ({
  type: 'object',
  ...(Object.keys(required).length === 0 ? {} : { required: Object.keys(required) }),
  properties: schemasOf({ ...required, ...optional }),
  additionalProperties: false,
})

/**
 * Derives the JSON Schema of a codec that is made of those of io-ts and of `strictObject`. A codec of another make takes anything.
 */
export const schemaOf = (codec: t.Mixed): JsonSchema => {
  if (isNoted(codec)) return { ...schemaOf(codec.noted.codec), ...codec.noted.schema }
  if (isObject(codec)) return objectSchema(codec)
  if (isKeyof(codec)) return { type: 'string', enum: Object.keys(codec.keys) }
  if (isLiteral(codec)) return { const: codec.value }
  if (isUnion(codec)) return { anyOf: codec.types.map(schemaOf) }
  if (isList(codec)) return { type: 'array', items: schemaOf(codec.type) }
  if (isMap(codec)) return { type: 'object', additionalProperties: schemaOf(codec.codomain) }
  if (isWrapped(codec)) return schemaOf(codec.type)
  if (codec instanceof t.AnyDictionaryType) return { type: 'object' }
  if (codec instanceof t.StringType) return { type: 'string' }
  if (codec instanceof t.NumberType) return { type: 'number' }
  return codec instanceof t.BooleanType ? { type: 'boolean' } : {}
}
