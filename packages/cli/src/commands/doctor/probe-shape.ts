import type { AssumedField, AssumedType, ProbeCall } from '@mini-domains/core/adapter'

/**
 * What a value of a reply is, without the value: its sort, how many entries it has, and how they are spelt.
 */
export interface FoundShape {
  readonly found: 'null' | 'number' | 'boolean' | 'text' | 'array of text' | 'array of objects' | 'array' | 'object'
  readonly entries?: number
  /** How entries that are domains are spelt, such as `https://host`, `host:port`, `a slash at the end`. */
  readonly spellings?: ReadonlyArray<string>
}

/**
 * How a field compares with what is assumed of it. `unknown`: nothing was assumed of it.
 */
export interface ComparedField {
  readonly path: string
  readonly assumed: string
  readonly shape: FoundShape | undefined
  readonly verdict: 'as assumed' | 'not seen' | 'missing' | 'another type' | 'unknown'
  readonly confidence?: AssumedField['confidence']
}

type Fields = Readonly<Record<string, unknown>>

const isFields = (input: unknown): input is Fields =>
  typeof input === 'object' && input !== null && !Array.isArray(input)

const spellingsOf = (entry: string): ReadonlyArray<string> => {
  const [, scheme = '', rest = ''] = /^(?:([a-z]{2,5}):\/\/)?(.*)$/is.exec(entry) ?? []
  const [, host = '', port, path = ''] = /^([^/:]*)(?::(\d+))?(.*)$/s.exec(rest) ?? []
  const known = ['http', 'https', 'ws', 'wss', 'udp', 'tcp', ''].includes(scheme.toLowerCase())
  return [
    `${scheme === '' ? '' : `${known ? scheme.toLowerCase() : 'other'}://`}host${port === undefined ? '' : ':port'}`,
    ...(path === '/' ? ['a slash at the end'] : path === '' ? [] : ['a path']),
    ...(/[A-Z]/.test(host + scheme) ? ['capitals'] : []),
    ...(/[^\x21-\x7e]/.test(entry) ? ['signs beyond ASCII, or blanks'] : []),
  ]
}

const listShape = (entries: ReadonlyArray<string>): Pick<FoundShape, 'entries' | 'spellings'> => ({
  entries: entries.length,
  spellings: [...new Set(entries.flatMap(spellingsOf))].sort(),
})

const isTexts = (input: ReadonlyArray<unknown>): input is ReadonlyArray<string> =>
  input.every((entry) => typeof entry === 'string')

const shapeOf = (value: unknown, types: ReadonlyArray<AssumedType>): FoundShape => {
  if (value === null) return { found: 'null' }
  if (typeof value === 'number') return { found: 'number' }
  if (typeof value === 'boolean') return { found: 'boolean' }
  if (typeof value === 'string') {
    const isList = types.includes('joined') || types.includes('array')
    return { found: 'text', ...(isList ? listShape(value.split(/[;,]/).filter((entry) => entry !== '')) : {}) }
  }
  if (Array.isArray(value)) {
    const entries: ReadonlyArray<unknown> = value
    if (isTexts(entries)) return { found: 'array of text', ...listShape(entries) }
    return { found: entries.every(isFields) ? 'array of objects' : 'array', entries: entries.length }
  }
  return { found: 'object' }
}

const fits = ({ found, entries }: FoundShape, type: AssumedType): boolean => {
  switch (type) {
    case 'text':
    case 'joined':
      return found === 'text'
    case 'array':
      return found === 'array of text'
    case 'objects':
      return found === 'array of objects' || (found === 'array of text' && entries === 0)
    case 'number':
      return found === 'number'
    case 'object':
      return found === 'object'
  }
}

const at = (reply: unknown, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>((value, name) => (isFields(value) && Object.hasOwn(value, name) ? value[name] : undefined), reply)

const compared = (reply: unknown, { path, types, always, confidence }: AssumedField): ComparedField => {
  const value = at(reply, path)
  const base = { path, assumed: types.join(' or '), confidence }
  if (value === undefined) return { ...base, shape: undefined, verdict: always ? 'missing' : 'not seen' }
  const shape = shapeOf(value, types)
  return { ...base, shape, verdict: types.some((type) => fits(shape, type)) ? 'as assumed' : 'another type' }
}

/** A name of a field as vendors write them; what else stands there may be an id, or a host. */
const shownField = (name: string): string => (/^[A-Za-z][A-Za-z_]{0,40}$/.test(name) ? name : '(a name)')

const unknownFields = (reply: unknown, known: ReadonlySet<string>, prefix = ''): ReadonlyArray<ComparedField> => {
  if (!isFields(reply)) return []
  return Object.entries(reply).flatMap(([name, value]): ReadonlyArray<ComparedField> => {
    const path = `${prefix}${name}`
    const isParent = [...known].some((one) => one.startsWith(`${path}.`))
    if (isParent && isFields(value)) return unknownFields(value, known, `${path}.`)
    if (known.has(path) || isParent) return []
    const shown = `${prefix}${shownField(name)}`
    return [{ path: shown, assumed: '–', shape: shapeOf(value, []), verdict: 'unknown' }]
  })
}

/**
 * Compares a reply with what is assumed of it. Nothing of a value is kept, nor a name that is no field's.
 */
export const compareReply = ({ fields }: ProbeCall, reply: unknown): ReadonlyArray<ComparedField> => [
  ...fields.map((field) => compared(reply, field)),
  ...unknownFields(reply, new Set(fields.map(({ path }) => path))),
]
