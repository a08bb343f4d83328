import { inspect } from 'node:util'

const shortest = 12

const spellings = (secret: string): ReadonlyArray<string> => [
  secret,
  encodeURIComponent(secret),
  encodeURIComponent(secret).toLowerCase(),
  JSON.stringify(secret).slice(1, -1),
  Buffer.from(secret).toString('base64url'),
  Buffer.from(secret).toString('hex'),
  Buffer.from(secret).toString('hex').toUpperCase(),
  // Behind a name, as in `Authorization: Basic`: what base64 makes of it depends on how many bytes stand before.
  ...['', 'x', 'xx'].map((before) =>
    Buffer.from(before + secret)
      .toString('base64')
      .slice(before === '' ? 0 : 4),
  ),
]

const pieces = (text: string): ReadonlyArray<string> =>
  text.length <= shortest
    ? [text]
    : Array.from({ length: text.length - shortest + 1 }, (_, start) => text.slice(start, start + shortest))

/**
 * Finds a piece of a secret in a text, in any of the spellings in which secrets travel: a half is a leak as well.
 */
export const leakIn = (text: string, secrets: ReadonlyArray<string>): string | undefined =>
  [...new Set(secrets.flatMap(spellings))].flatMap(pieces).find((piece) => text.includes(piece))

const json = (value: unknown): string => {
  try {
    return JSON.stringify(value) ?? ''
  } catch {
    // What cannot be written as JSON cannot leak by it.
    return ''
  }
}

const hidden = (value: unknown): string =>
  typeof value === 'object' && value !== null
    ? Object.getOwnPropertyNames(value)
        .map((name) => inspect(Reflect.get(value, name), { depth: 20, showHidden: true }))
        .join('\n')
    : ''

/**
 * Everything that a value shows to who prints it: as JSON, as text, by `util.inspect` with what is hidden, and its own fields.
 */
export const everythingShown = (value: unknown): string =>
  [
    json(value),
    typeof value === 'string' || value instanceof Error ? String(value) : '',
    value instanceof Error ? (value.stack ?? '') : '',
    inspect(value, { depth: 20, showHidden: true, getters: true, maxStringLength: null, maxArrayLength: null }),
    hidden(value),
  ].join('\n')
