import { type Pair, type YAMLMap, type YAMLSeq, isCollection, isMap, isNode, isPair, isScalar, isSeq } from 'yaml'
import {
  type OpenDocument,
  type Splice,
  contentEnd,
  lineEndAt,
  openDocument,
  rangeOf,
  spliced,
} from './document-text.js'

/**
 * What becomes of a place of a document: another text in the place of the one that is there, or nothing at all.
 */
export interface DocumentChange {
  /** The keys and indexes that lead there. */
  readonly path: ReadonlyArray<string>
  readonly text: string | undefined
}

type Parent = YAMLMap | YAMLSeq

type Place = { readonly parent: Parent; readonly index: number }

const isKeyed = (item: unknown, key: string): item is Pair =>
  isPair(item) && isScalar(item.key) && String(item.key.value) === key

const indexIn = (parent: Parent, key: string): number =>
  isMap(parent) ? parent.items.findIndex((item) => isKeyed(item, key)) : Number(key)

const valueAt = ({ parent, index }: Place): unknown => {
  const item: unknown = parent.items[index]
  return isPair(item) ? item.value : item
}

/** Never by a reference: what it leads to stands elsewhere too. */
const placeAt = (contents: unknown, path: ReadonlyArray<string>): Place | undefined => {
  let node: unknown = contents
  let place: Place | undefined
  for (const key of path) {
    if (!isMap(node) && !isSeq(node)) return undefined
    if (node.anchor !== undefined) return undefined
    place = { parent: node, index: indexIn(node, key) }
    if (node.items[place.index] === undefined) return undefined
    node = valueAt(place)
  }
  return place
}

const startOf = (node: unknown): number => rangeOf(isPair(node) ? node.key : node)?.[0] ?? 0

const itemAt = ({ parent, index }: Place): unknown => parent.items[index]

/** In a flow the comma goes too, the one before where all behind it goes as well; in a block the line does, or the lines. */
const removal = ({ source }: OpenDocument, place: Place, gone: ReadonlySet<unknown>): Splice => {
  const { parent, index } = place
  const item = itemAt(place)
  const [start, end] = [startOf(item), contentEnd(source, item)]
  if (parent.flow !== true) {
    const at = source.lastIndexOf('\n', start - 1) + 1
    const lineEnd = source.indexOf('\n', lineEndAt(source, end))
    return { at, until: lineEnd === -1 ? source.length : lineEnd + 1, text: '' }
  }
  const behind: ReadonlyArray<unknown> = parent.items.slice(index + 1)
  if (behind.some((one) => !gone.has(one))) return { at: start, until: startOf(behind[0]), text: '' }
  const before: unknown = parent.items[index - 1]
  return { at: before === undefined ? start : contentEnd(source, before), until: end, text: '' }
}

const quoted = (written: string, text: string): string => {
  const [quote = ''] = /^["']/.exec(written) ?? []
  return `${quote}${text}${quote}`
}

const replacement = ({ source }: OpenDocument, place: Place, text: string): Splice | undefined => {
  const node = valueAt(place)
  if (!isNode(node) || isCollection(node) || !isScalar(node) || node.anchor !== undefined) return undefined
  const at = startOf(node)
  const until = contentEnd(source, node)
  return { at, until, text: quoted(source.slice(at, until), text) }
}

/**
 * Puts plain texts, such as domains, in the place of others, and takes out what is to go, of a YAML or JSON document; every other character
 * stays. `undefined` where a place is not there, or is used elsewhere too by a reference. Whoever calls it looks at what the text means then.
 */
export const replaceInDocument = (text: string, changes: ReadonlyArray<DocumentChange>): string | undefined => {
  const document = openDocument(text)
  const placed = changes.map(({ path, text: put }) => ({ place: placeAt(document.contents, path), put }))
  const gone = new Set(
    placed.flatMap(({ place, put }) => (put === undefined && place !== undefined ? [itemAt(place)] : [])),
  )
  const splices = placed.flatMap(({ place, put }) => {
    if (place === undefined) return []
    const splice = put === undefined ? removal(document, place, gone) : replacement(document, place, put)
    return splice === undefined ? [] : [splice]
  })
  return splices.length < changes.length ? undefined : `${document.mark}${spliced(document.written, splices)}`
}
