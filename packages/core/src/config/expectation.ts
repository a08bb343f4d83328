import * as t from 'io-ts'
import { type Bilingual, bilingual } from '../error/language.js'

/**
 * A codec that says in words for people what it expects.
 */
export interface Expecting {
  /** What a person is told that was expected here. */
  readonly expects: Bilingual
}

/**
 * A codec of those values of another that pass a test, with the words that a person is told where one does not.
 */
export const refined = <C extends t.Any>(
  codec: C,
  holds: (value: t.TypeOf<C>) => boolean,
  { en, zh }: Bilingual,
): t.RefinementC<C> & Expecting => Object.assign(t.refinement(codec, holds, en), { expects: { en, zh } })

const isExpecting = (type: object): type is Expecting => 'expects' in type

const text = bilingual('a text', '文本')
const something = bilingual('something else', '其他内容')

/**
 * Pairs texts with "or".
 */
export const either = (all: ReadonlyArray<Bilingual>): Bilingual =>
  bilingual([...new Set(all.map(({ en }) => en))].join(' or '), [...new Set(all.map(({ zh }) => zh))].join('或'))

/**
 * One of some names.
 */
export const oneOf = (names: ReadonlyArray<string>): Bilingual => {
  const [only = ''] = names
  return names.length < 2 ? bilingual(only, only) : bilingual(`one of ${names.join(', ')}`, `${names.join('、')} 之一`)
}

const isUnion = (type: unknown): type is t.UnionType<Array<t.Mixed>> => type instanceof t.UnionType

const isLiteral = (type: unknown): type is t.LiteralType<string | number | boolean> => type instanceof t.LiteralType

const isKeyof = (type: unknown): type is t.KeyofType<Readonly<Record<string, unknown>>> => type instanceof t.KeyofType

const isWrapped = (type: unknown): type is t.ReadonlyType<t.Mixed> => type instanceof t.ReadonlyType

/**
 * What a codec expects, in words for people. A codec of another make than those of io-ts, `refined` and `strictObject` is told by its name.
 */
export const expectationOf = (type: t.Decoder<unknown, unknown> | undefined): Bilingual => {
  if (type === undefined) return something
  if (isExpecting(type)) return type.expects
  if (isLiteral(type)) return bilingual(JSON.stringify(type.value), JSON.stringify(type.value))
  if (isKeyof(type)) return either(Object.keys(type.keys).map((name) => bilingual(`"${name}"`, `"${name}"`)))
  if (isUnion(type)) return either(type.types.map(expectationOf))
  if (isWrapped(type)) return expectationOf(type.type)
  if (type instanceof t.StringType) return text
  if (type instanceof t.NumberType) return bilingual('a number', '数字')
  if (type instanceof t.BooleanType) return bilingual('true or false', 'true 或 false')
  if (type instanceof t.ArrayType || type instanceof t.ReadonlyArrayType || type instanceof t.AnyArrayType)
    return bilingual('an array', '列表')
  if (type instanceof t.DictionaryType || type instanceof t.AnyDictionaryType) return bilingual('an object', '对象')
  return bilingual(type.name, type.name)
}
