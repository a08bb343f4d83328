const quote = 34
const backslash = 92
const colon = 58

const isSpace = (code: number): boolean => code === 32 || code === 10 || code === 13 || code === 9

const closing = (json: string, start: number): number => {
  let end = json.indexOf('"', start + 1)
  while (end !== -1) {
    let slashes = 0
    while (json.charCodeAt(end - 1 - slashes) === backslash) slashes += 1
    if (slashes % 2 === 0) return end
    end = json.indexOf('"', end + 1)
  }
  return json.length
}

const isKey = (json: string, end: number): boolean => {
  let next = end + 1
  while (isSpace(json.charCodeAt(next))) next += 1
  return json.charCodeAt(next) === colon
}

// The same key may be spelt with escapes: `"errno"`.
const spelled = (json: string, start: number, end: number): string => {
  const text = json.slice(start + 1, end)
  return text.includes('\\') ? String(JSON.parse(json.slice(start, end + 1))) : text
}

/**
 * Finds a key that stands twice in one object of a JSON text. `JSON.parse` silently keeps the last of them, so that a
 * reply could be read as success by one reader and as failure by the next.
 *
 * Takes JSON that parses. One scan, in linear time.
 */
export const repeatedKey = (json: string): string | undefined => {
  const open: Array<Set<string> | undefined> = []
  for (let at = 0; at < json.length; at += 1) {
    const code = json.charCodeAt(at)
    if (code === quote) {
      const end = closing(json, at)
      if (isKey(json, end)) {
        const key = spelled(json, at, end)
        const keys = open[open.length - 1] ?? new Set()
        if (keys.has(key)) return key
        open[open.length - 1] = keys.add(key)
      }
      at = end
    } else if (code === 123 || code === 91) open.push(undefined)
    else if (code === 125 || code === 93) open.pop()
  }
  return undefined
}
