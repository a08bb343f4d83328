import type * as t from 'io-ts'
import { type ConfigIssue } from '../error/domain-error.js'
import { type Bilingual, bilingual } from '../error/language.js'
import { either, expectationOf } from './expectation.js'
import { isUnknownKey } from './strict-object.js'
import { TokenText, UnbrokenText, shownName, unfitCharacter } from './unbroken-text.js'

const secret = /token|secret|key|ticket|password|proxy/i

const literally = (text: string): Bilingual => bilingual(text, text)

const types = {
  string: bilingual('a string', '文本'),
  number: bilingual('a number', '数字'),
  bigint: bilingual('a bigint', '大整数'),
  boolean: bilingual('a boolean', '布尔值'),
  symbol: literally('a symbol'),
  function: bilingual('a function', '函数'),
  object: bilingual('an object', '对象'),
  undefined: bilingual('nothing', '空'),
} as const

const typeName = (value: unknown): Bilingual => {
  if (value === null) return literally('null')
  if (Array.isArray(value)) return bilingual('an array', '列表')
  return types[typeof value]
}

const ofSecrets: ReadonlyArray<unknown> = [TokenText, UnbrokenText]

// A text in the place of all of a config is no slip in one of its values: another file was named, one of a secret perhaps.
const isWhole = (path: string): boolean => path === ''

// A misspelt key may be that of a secret, and an address may hold a password or a token.
const mayBeSecret = (path: string, type: t.Decoder<unknown, unknown> | undefined, value: unknown): boolean =>
  secret.test(path) ||
  ofSecrets.includes(type) ||
  (typeof value === 'string' && (isWhole(path) || /[@?]/.test(value) || shownName(value) !== value))

const shown = (value: unknown): Bilingual => {
  if (typeof value === 'number' || typeof value === 'boolean') return literally(String(value))
  if (typeof value === 'string') return literally(value.length > 80 ? `"${value.slice(0, 80)}…"` : `"${value}"`)
  return typeName(value)
}

const pathOf = (context: t.Context, nameOf: (entry: t.ContextEntry) => string): string =>
  context
    .map(nameOf)
    .filter((key) => key !== '')
    .join('.')

const hasMembers = (type: t.Decoder<unknown, unknown>): boolean =>
  '_tag' in type && (type._tag === 'IntersectionType' || type._tag === 'UnionType')

// Members of an intersection or a union appear in a context as keys 0, 1; they are not part of the path that a user wrote.
const withoutMembers = (context: t.Context): t.Context =>
  context.filter((_, index) => {
    const parent = index === 0 ? undefined : context[index - 1]
    return parent === undefined || !hasMembers(parent.type)
  })

/**
 * What a codec complains of, and where: the path as it was written. It finds the place in a file and is never shown, since it may be a
 * secret that was pasted in the place of a key.
 */
export interface LocatedIssue {
  readonly at: string
  readonly issue: ConfigIssue
}

// Where an id, a secret or a token is text, it is a character of it that is wrong.
const expectedOf = (type: t.Decoder<unknown, unknown> | undefined, value: unknown): Bilingual => {
  const expected = expectationOf(type)
  const isGlyphs = type === TokenText || type === UnbrokenText
  const unfit = isGlyphs && typeof value === 'string' ? unfitCharacter(value) : undefined
  return unfit === undefined ? expected : bilingual(`${expected.en} (${unfit.en})`, `${expected.zh}（${unfit.zh}）`)
}

/**
 * What was found at a path: the value, or only its type where it may be a secret.
 */
export const foundIn = (path: string, type: t.Decoder<unknown, unknown> | undefined, value: unknown): Bilingual => {
  if (isUnknownKey(type)) return bilingual('an unknown key', '无法识别的键')
  return mayBeSecret(path, type, value) ? typeName(value) : shown(value)
}

const located = (error: t.ValidationError): LocatedIssue => {
  const context = withoutMembers(error.context)
  const path = pathOf(context, ({ key, type }) => (isUnknownKey(type) && type.isStray ? '(an unknown key)' : key))
  const type = error.context[error.context.length - 1]?.type
  return {
    at: pathOf(context, ({ key }) => key),
    issue: {
      path: path === '' ? '(the config itself)' : path,
      expected: expectedOf(type, error.value),
      found: foundIn(path, type, error.value),
    },
  }
}

/**
 * Turns what a codec complains of into a readable list with places: path, what was expected, what was found. Each place once.
 *
 * Where a value or a key may be a secret, it is left out.
 */
export const locatedIssues = (errors: t.Errors): ReadonlyArray<LocatedIssue> => {
  const byPlace = new Map<string, LocatedIssue>()
  for (const { at, issue } of errors.map(located)) {
    const known = byPlace.get(at)?.issue
    const expected = known === undefined ? issue.expected : either([known.expected, issue.expected])
    byPlace.set(at, { at, issue: { ...issue, expected } })
  }
  return [...byPlace.values()]
}

/**
 * The same list without the places.
 */
export const configIssues = (errors: t.Errors): ReadonlyArray<ConfigIssue> =>
  locatedIssues(errors).map(({ issue }) => issue)
