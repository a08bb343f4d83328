import * as O from 'fp-ts/lib/Option.js'
import * as t from 'io-ts'

const single = (value: unknown): unknown => (Array.isArray(value) && value.length === 1 ? value[0] : value)

// Where parsers of XML keep the text of an element, beside its attributes.
const inElement = /^(?:_|\$t|[_#]{1,2}(?:text|cdata|cdata-section))$/

const textual = (value: unknown): unknown => {
  const one = single(value)
  if (!t.UnknownRecord.is(one)) return one
  const [text, ...others] = Object.entries(one).flatMap(([name, inner]) =>
    inElement.test(name) ? [single(inner)] : [],
  )
  return others.length === 0 ? text : undefined
}

// Parsers of XML keep the root, and one or two elements around what they found; nobody's are deeper.
const deepest = 4

const valuesOf = (name: string, parsed: unknown, depth: number): ReadonlyArray<unknown> => {
  const one = single(parsed)
  if (depth > deepest || !t.UnknownRecord.is(one)) return []
  return Object.entries(one).flatMap(([key, value]) =>
    key.toLowerCase() === name ? [textual(value)] : valuesOf(name, value, depth + 1),
  )
}

/**
 * Finds a text, or a number as text, in what a body parser made of a push, whatever the parser made of the letters of its name, and
 * whether it put values into arrays. None where there is none, or more than one: which of them was signed is not for us to guess.
 */
export const textInParsed = (parsed: unknown, name: string): O.Option<string> => {
  const [value, ...others] = valuesOf(name.toLowerCase(), parsed, 0)
  if (others.length > 0) return O.none
  if (typeof value === 'number' && Number.isSafeInteger(value)) return O.some(String(value))
  return typeof value === 'string' && value.trim() !== '' ? O.some(value.trim()) : O.none
}
