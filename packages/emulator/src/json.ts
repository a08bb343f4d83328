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
