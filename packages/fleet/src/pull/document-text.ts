import { type Node, isCollection, isMap, isNode, isPair, parseDocument, stringify } from 'yaml'

/**
 * A piece of a text that another takes the place of; just put in where it has no end of its own.
 */
export interface Splice {
  readonly at: number
  readonly until?: number
  readonly text: string
}

/**
 * Puts all pieces in their places.
 */
export const spliced = (source: string, splices: ReadonlyArray<Splice>): string => {
  const pieces: Array<string> = []
  let from = 0
  for (const { at, until = at, text } of [...splices].sort((a, b) => a.at - b.at)) {
    pieces.push(source.slice(from, at), text)
    from = until
  }
  return [...pieces, source.slice(from)].join('')
}

/**
 * How new parts are written, in the manner of what is around them.
 */
export interface Manner {
  readonly source: string
  readonly lineEnd: string
  readonly isJson: boolean
}

/**
 * Writes a text as a value.
 */
export const scalarText = ({ isJson }: Pick<Manner, 'isJson'>, text: string): string =>
  isJson ? JSON.stringify(text) : stringify(text, { lineWidth: 0 }).trimEnd()

/**
 * Where a node stands in its text, with the blanks that its form has behind it.
 */
export const rangeOf = (node: unknown): readonly [number, number] | undefined => {
  const range = isNode(node) ? node.range : undefined
  return range === undefined || range === null ? undefined : [range[0], range[1]]
}

/**
 * The end of what a node says, without blanks and comments behind it.
 */
export const contentEnd = (source: string, node: unknown): number => {
  if (isPair(node)) {
    const hasValue = isNode(node.value) && rangeOf(node.value) !== undefined
    return contentEnd(source, hasValue ? node.value : node.key)
  }
  const last = isCollection(node) && node.flow !== true ? node.items.at(-1) : undefined
  if (last !== undefined) return contentEnd(source, last)
  const end = rangeOf(node)?.[1] ?? 0
  return source.slice(0, end).trimEnd().length
}

/**
 * The end of the line that a place is on, before its line end.
 */
export const lineEndAt = (source: string, from: number): number => {
  const at = source.indexOf('\n', from)
  if (at === -1) return source.length
  return source[at - 1] === '\r' ? at - 1 : at
}

/**
 * A document as it is written and as it is read: a line may end as it did on old machines.
 */
export interface OpenDocument {
  /** A byte-order mark, where there is one. */
  readonly mark: string
  readonly written: string
  readonly source: string
  readonly contents: Node | null
  readonly manner: Manner
  readonly value: unknown
}

const readable = (text: string): string => text.replace(/\r(?!\n)/g, '\n')

const parsed = (text: string) => parseDocument(text, { merge: true })

const aliases = { maxAliasCount: 1000 }

/**
 * Opens a YAML or JSON document.
 */
export const openDocument = (text: string): OpenDocument => {
  const mark = text.startsWith('\uFEFF') ? '\uFEFF' : ''
  const written = text.slice(mark.length)
  const source = readable(written)
  const document = parsed(source)
  const { contents } = document
  const manner = {
    source,
    lineEnd: source.includes('\r\n') ? '\r\n' : '\n',
    isJson: isMap(contents) && contents.flow === true && source.trimStart().startsWith('{'),
  }
  return { mark, written, source, contents, manner, value: document.toJS(aliases) }
}

/**
 * What a text means; nothing where it cannot be read.
 */
export const meaningOf = (text: string): { readonly value: unknown } | undefined => {
  const document = parsed(readable(text))
  return document.errors.length > 0 ? undefined : { value: document.toJS(aliases) }
}
