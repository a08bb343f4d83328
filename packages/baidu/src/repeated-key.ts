const tokens = /"(?:[^"\\]|\\.)*"(\s*:)?|[{}[\]]/g

/**
 * Finds a key that stands twice in one object of a JSON text. `JSON.parse` keeps the last of them without a word, so that a
 * reply could be read as success by one reader and as failure by the next.
 */
export const repeatedKey = (json: string): string | undefined => {
  const open: Array<Set<string>> = []
  for (const [token, colon] of json.matchAll(tokens)) {
    if (token === '{' || token === '[') open.push(new Set())
    else if (token === '}' || token === ']') open.pop()
    else if (colon !== undefined) {
      const key: unknown = JSON.parse(token.slice(0, -colon.length))
      const keys = open[open.length - 1]
      if (typeof key !== 'string' || keys === undefined) continue
      if (keys.has(key)) return key
      keys.add(key)
    }
  }
  return undefined
}
