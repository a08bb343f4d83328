/** A JSON object whose fields are not yet known. */
export type JsonObject = { readonly [key: string]: unknown }

/** Says whether a value is an object with fields: not null and not an array. */
export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Says whether a value is an array of nothing but strings. */
export const isStrings = (value: unknown): value is ReadonlyArray<string> =>
  Array.isArray(value) && value.every((item) => typeof item === 'string')

/** Parses a text into a JSON object; anything else, broken text included, is `undefined`. */
export const parseObject = (text: string): JsonObject | undefined => {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : undefined
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/** What a seed or a fault may look like: enough to refuse a misspelt field with its path. Every field is optional. */
export type Shape =
  | 'string'
  | 'number'
  | 'boolean'
  | 'any'
  | { readonly listOf: 'string' | 'number' }
  | { readonly oneOf: ReadonlyArray<string> }
  | { readonly fields: { readonly [name: string]: Shape } }
  | { readonly byId: Shape }

const inside = (fields: (name: string) => Shape | undefined, value: unknown, path: string): ReadonlyArray<string> =>
  isObject(value)
    ? Object.entries(value).flatMap(([name, item]) => {
        const shape = fields(name)
        return shape === undefined ? [`${path}${name}: no such field`] : problems(shape, item, `${path}${name}`)
      })
    : [`${path}: expected an object`]

/** Lists, with their paths, the places where a value differs from the shape; an empty list means it fits. */
export const problems = (shape: Shape, value: unknown, path = ''): ReadonlyArray<string> => {
  const below = path === '' ? '' : `${path}.`
  if (shape === 'any') return []
  if (typeof shape === 'string') return typeof value === shape ? [] : [`${path}: expected a ${shape}`]
  if ('fields' in shape)
    return inside((name) => (Object.hasOwn(shape.fields, name) ? shape.fields[name] : undefined), value, below)
  if ('byId' in shape) return inside(() => shape.byId, value, below)
  if ('listOf' in shape) {
    const fits = Array.isArray(value) && value.every((item) => typeof item === shape.listOf)
    return fits ? [] : [`${path}: expected a list of ${shape.listOf}s`]
  }
  return typeof value === 'string' && shape.oneOf.includes(value)
    ? []
    : [`${path}: expected one of ${shape.oneOf.join(', ')}`]
}
