import { type Document, type LineCounter, type Pair, isAlias, isMap, isNode, isScalar, isSeq } from 'yaml'

/**
 * A place in a text; both from 1.
 */
export interface Position {
  readonly line: number
  readonly column: number
}

type Step = { readonly value: unknown; readonly at: number | undefined; readonly length: number }

const startOf = (node: unknown): number | undefined => (isNode(node) ? node.range?.[0] : undefined)

const nameOf = (pair: Pair): string => String(isScalar(pair.key) ? pair.key.value : pair.key)

const isFirst = (rest: string, key: string): boolean => rest === key || rest.startsWith(`${key}.`)

const intoMap = (items: ReadonlyArray<Pair>, rest: string): Step | undefined => {
  const named = items.filter((item) => isFirst(rest, nameOf(item)))
  const pair = named.sort((a, b) => nameOf(b).length - nameOf(a).length)[0]
  if (pair === undefined) return undefined
  const scalar = isScalar(pair.value) ? startOf(pair.value) : undefined
  return { value: pair.value, at: scalar ?? startOf(pair.key), length: nameOf(pair).length + 1 }
}

const intoSeq = (items: ReadonlyArray<unknown>, rest: string): Step | undefined => {
  const index = /^[0-9]+/.exec(rest)?.[0]
  const item = index === undefined ? undefined : items[Number(index)]
  return item === undefined || index === undefined
    ? undefined
    : { value: item, at: startOf(item), length: index.length + 1 }
}

const stepInto = (node: unknown, rest: string): Step | undefined => {
  if (isMap<unknown, unknown>(node)) return intoMap(node.items, rest)
  return isSeq(node) ? intoSeq(node.items, rest) : undefined
}

/**
 * Finds where a path of a document stands, the nearest parent where the path itself is missing. A scalar is found at its
 * value, all else at its key.
 */
export const sourceMap = (document: Document.Parsed, lines: LineCounter) => {
  const resolved = (node: unknown): unknown => (isAlias(node) ? node.resolve(document) : node)
  return (path: string): Position => {
    let node: unknown = document.contents
    let at = startOf(node) ?? 0
    for (let rest = path; rest !== '';) {
      const step = stepInto(resolved(node), rest)
      if (step === undefined) break
      node = step.value
      at = step.at ?? at
      rest = rest.slice(step.length)
    }
    const { line, col } = lines.linePos(at)
    return { line: Math.max(line, 1), column: Math.max(col, 1) }
  }
}
