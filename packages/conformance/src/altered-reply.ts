/**
 * A reply of the vendor's own in which one part is not as it was.
 */
export interface AlteredReply {
  /** What was done to it: `data.request_domain is left out`. */
  readonly what: string
  readonly body: string
}

type Path = ReadonlyArray<string>

const isRecord = (input: unknown): input is Readonly<Record<string, unknown>> =>
  typeof input === 'object' && input !== null && !Array.isArray(input)

// Of an array the last entry stands for all: what reads well at first is often wrong behind it.
const fieldsOf = (input: unknown): ReadonlyArray<readonly [string, unknown]> => {
  if (Array.isArray(input))
    return input.flatMap((each: unknown, index) => (index === input.length - 1 ? [[String(index), each] as const] : []))
  return isRecord(input) ? Object.entries(input) : []
}

const pathsIn = (input: unknown): ReadonlyArray<Path> =>
  fieldsOf(input).flatMap(([key, value]) => [[key], ...pathsIn(value).map((path) => [key, ...path])])

const valueAt = (input: unknown, [key, ...rest]: Path): unknown =>
  key === undefined ? input : valueAt(fieldsOf(input).find(([name]) => name === key)?.[1], rest)

const alteredAt = (input: unknown, [key, ...rest]: Path, alter: (value: unknown) => unknown): unknown => {
  if (key === undefined) return alter(input)
  if (Array.isArray(input))
    return input.map((each: unknown, index) => (String(index) === key ? alteredAt(each, rest, alter) : each))
  return isRecord(input)
    ? Object.fromEntries(
        Object.entries(input).map(([name, value]) => [name, name === key ? alteredAt(value, rest, alter) : value]),
      )
    : input
}

const without = (input: unknown, [key, ...rest]: Path): unknown => {
  if (rest.length > 0)
    return isRecord(input) && key !== undefined ? { ...input, [key]: without(input[key], rest) } : input
  return isRecord(input) ? Object.fromEntries(Object.entries(input).filter(([name]) => name !== key)) : input
}

/**
 * What may stand in the place of a value and does not mean the same. An empty list is not among it: it would be a lawful answer.
 */
const othersOf = (value: unknown): ReadonlyArray<readonly [what: string, other: unknown]> => {
  const any = [['null', null] as const, ['an object', {}] as const]
  if (typeof value === 'number')
    return [...any, ['true', true], ['text', String(value)], ['a fraction', value + 0.5], ['a list', [value]]]
  if (typeof value === 'string') return [...any, ['a number', 7]]
  if (Array.isArray(value)) return [...any, ['a number', 7], ['a list in a list', [value]]]
  return [...any, ['text', 'x'], ['a number', 7]]
}

const parsed = (answer: string): unknown => {
  try {
    return JSON.parse(answer)
  } catch {
    // What is no JSON has no parts to alter.
    return undefined
  }
}

const around = (answer: string): ReadonlyArray<AlteredReply> => [
  { what: 'it is in a list', body: `[${answer}]` },
  { what: 'it is a text', body: JSON.stringify(answer) },
  { what: 'it stands in a page', body: `<html><body>${answer}</body></html>` },
  { what: 'something stands before it', body: `callback(${answer})` },
  { what: 'something follows it', body: `${answer}}` },
  { what: 'it comes twice', body: answer + answer },
  { what: 'its end is missing', body: answer.slice(0, -1) },
]

/**
 * Makes of a vendor's own reply those in which one part is left out, is null, or is of another type, and those in which the whole
 * is not what a reply is. None where the reply is no JSON object.
 */
export const alteredReplies = (answer: string): ReadonlyArray<AlteredReply> => {
  const reply = parsed(answer)
  if (!isRecord(reply)) return []
  const parts = pathsIn(reply).flatMap((path): ReadonlyArray<AlteredReply> => {
    const name = path.join('.')
    const value = valueAt(reply, path)
    const isEntry = Array.isArray(valueAt(reply, path.slice(0, -1)))
    return [
      ...(isEntry ? [] : [{ what: `${name} is left out`, body: JSON.stringify(without(reply, path)) }]),
      ...othersOf(value).map(([what, other]) => ({
        what: `${name} is ${what}`,
        body: JSON.stringify(alteredAt(reply, path, () => other)),
      })),
    ]
  })
  return [...parts, ...around(answer)]
}
