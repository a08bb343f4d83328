import fc from 'fast-check'

type Edit = (text: string) => string

const cutAt = fc.nat().map(
  (n): Edit =>
    (text) =>
      text.slice(0, n % (text.length + 1)),
)

const replaceAt = fc.tuple(fc.nat(), fc.string({ maxLength: 3 })).map(
  ([n, part]): Edit =>
    (text) =>
      text.slice(0, n % (text.length + 1)) + part + text.slice((n % (text.length + 1)) + 1),
)

const doubleAt = fc.tuple(fc.nat(), fc.nat({ max: 40 })).map(([n, length]): Edit => (text) => {
  const start = n % (text.length + 1)
  return text.slice(0, start + length) + text.slice(start)
})

const oddValue = fc.constantFrom(
  'null',
  '0',
  '-1',
  '1e999',
  '"x"',
  '[]',
  '{}',
  '[null]',
  '[[]]',
  '["a",1]',
  'true',
  '""',
)

// A JSON value in a text: after a colon, up to the next comma or closing bracket on the same level of simple values.
const retypeAt = fc.tuple(fc.nat(), oddValue).map(([n, value]): Edit => (text) => {
  const colons = [...text.matchAll(/":/g)].map(({ index }) => index + 2)
  const start = colons[n % Math.max(1, colons.length)]
  if (start === undefined) return text
  const rest = text.slice(start)
  const old = /^(?:"(?:[^"\\]|\\.)*"|\[[^\]]*\]|[^,{}[\]]+)/.exec(rest)?.[0] ?? ''
  return text.slice(0, start) + value + rest.slice(old.length)
})

const edit: fc.Arbitrary<Edit> = fc.oneof(cutAt, replaceAt, doubleAt, { weight: 3, arbitrary: retypeAt })

/**
 * Texts made from a vendor's own reply by a few small edits: cut, replaced, doubled, and values of another type.
 */
export const mutatedReply = (answer: string): fc.Arbitrary<string> =>
  fc.array(edit, { minLength: 1, maxLength: 3 }).map((edits) => edits.reduce((text, change) => change(text), answer))
