import * as E from 'fp-ts/lib/Either.js'
import { isDeepStrictEqual } from 'node:util'
import { type Pair, type YAMLMap, type YAMLSeq, isAlias, isMap, isNode, isScalar, isSeq } from 'yaml'
import {
  type Manner,
  type Splice,
  contentEnd,
  lineEndAt,
  meaningOf,
  openDocument,
  rangeOf,
  scalarText,
  spliced,
} from './document-text.js'

/**
 * What is added to a document: texts, or small maps of texts, at the end of a list, keys to a map, items of a list by their index.
 */
export type DocumentAddition = ReadonlyArray<AddedItem> | { readonly [key: string]: DocumentAddition }

type AddedItem = string | Readonly<Record<string, string>>

/** A place that cannot be added to by itself: it is written elsewhere in the document too, by a reference. */
const shared = E.left('shared' as const)

type Spliced = E.Either<'shared', ReadonlyArray<Splice>>

const isTexts = (addition: DocumentAddition): addition is ReadonlyArray<AddedItem> => Array.isArray(addition)

const entriesOf = (addition: DocumentAddition): ReadonlyArray<readonly [string, DocumentAddition]> =>
  isTexts(addition) ? [] : Object.entries(addition)

const keyText = (key: unknown): string => String(isScalar(key) ? key.value : key)

// The library reads the key as a symbol.
const isMergeKey = (key: unknown): boolean => isScalar(key) && typeof key.value === 'symbol'

const flowPair = (manner: Manner, key: string, value: DocumentAddition): string =>
  `${scalarText(manner, key)}: ${flowText(manner, value)}`

const itemText = (manner: Manner, item: AddedItem): string =>
  typeof item === 'string'
    ? scalarText(manner, item)
    : `{ ${Object.entries(item)
        .map(([key, value]) => `${scalarText(manner, key)}: ${scalarText(manner, value)}`)
        .join(', ')} }`

const flowText = (manner: Manner, addition: DocumentAddition): string =>
  isTexts(addition)
    ? `[${addition.map((item) => itemText(manner, item)).join(', ')}]`
    : `{ ${entriesOf(addition)
        .map(([key, value]) => flowPair(manner, key, value))
        .join(', ')} }`

const blockLines = (manner: Manner, addition: DocumentAddition): ReadonlyArray<string> =>
  isTexts(addition)
    ? addition.map((item) => `- ${itemText(manner, item)}`)
    : entriesOf(addition).flatMap(([key, value]) => [
        `${scalarText(manner, key)}:`,
        ...blockLines(manner, value).map((line) => `  ${line}`),
      ])

const inFlow = (manner: Manner, node: YAMLMap | YAMLSeq, texts: ReadonlyArray<string>): ReadonlyArray<Splice> => {
  const last = node.items.at(-1)
  if (last !== undefined) return [{ at: contentEnd(manner.source, last), text: `, ${texts.join(', ')}` }]
  const room = isMap(node) && !manner.isJson ? ' ' : ''
  return [{ at: (rangeOf(node)?.[0] ?? 0) + 1, text: `${room}${texts.join(', ')}${room}` }]
}

/** New lines below the last one of a block, as far in as its first. */
const below = (
  { source, lineEnd }: Manner,
  node: YAMLMap | YAMLSeq,
  start: number,
  lines: ReadonlyArray<string>,
): ReadonlyArray<Splice> => {
  const indent = ' '.repeat(start - (source.lastIndexOf('\n', start - 1) + 1))
  const at = lineEndAt(source, contentEnd(source, node))
  return [{ at, text: lines.map((line) => `${lineEnd}${indent}${line}`).join('') }]
}

const intoSeq = (manner: Manner, seq: YAMLSeq, items: ReadonlyArray<AddedItem>): ReadonlyArray<Splice> =>
  seq.flow === true
    ? inFlow(
        manner,
        seq,
        items.map((item) => itemText(manner, item)),
      )
    : below(manner, seq, rangeOf(seq)?.[0] ?? 0, blockLines(manner, items))

const newKeys = (manner: Manner, map: YAMLMap, added: { readonly [key: string]: DocumentAddition }): Spliced => {
  if (Object.keys(added).length === 0) return E.right([])
  // A key of its own would hide the one that comes in by reference.
  if (map.items.some(({ key }) => isMergeKey(key))) return shared
  if (map.flow === true)
    return E.right(
      inFlow(
        manner,
        map,
        Object.entries(added).map(([key, value]) => flowPair(manner, key, value)),
      ),
    )
  const start = rangeOf(map.items[0]?.key)?.[0] ?? 0
  return E.right(below(manner, map, start, blockLines(manner, added)))
}

const intoMap = (manner: Manner, map: YAMLMap, addition: DocumentAddition): Spliced => {
  const splices: Array<Splice> = []
  const added: Record<string, DocumentAddition> = {}
  for (const [key, value] of entriesOf(addition)) {
    const pair: Pair | undefined = map.items.find((item) => keyText(item.key) === key)
    if (pair === undefined) {
      added[key] = value
      continue
    }
    const inner = into(manner, pair.value, value)
    if (E.isLeft(inner)) return inner
    splices.push(...inner.right)
  }
  return E.map((own: ReadonlyArray<Splice>) => [...splices, ...own])(newKeys(manner, map, added))
}

/** What is inside comes before what goes below it, where both go to the same place. */
const into = (manner: Manner, node: unknown, addition: DocumentAddition): Spliced => {
  if (isAlias(node) || (isNode(node) && node.anchor !== undefined)) return shared
  if (isMap(node)) return intoMap(manner, node, addition)
  if (!isSeq(node)) return shared
  if (isTexts(addition)) return E.right(intoSeq(manner, node, addition))
  const splices: Array<Splice> = []
  for (const [index, value] of entriesOf(addition)) {
    const inner = into(manner, node.items[Number(index)], value)
    if (E.isLeft(inner)) return inner
    splices.push(...inner.right)
  }
  return E.right(splices)
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What a document means with some additions: one pass for all of them. */
const merged = (value: unknown, additions: ReadonlyArray<DocumentAddition>): unknown => {
  if (additions.some(isTexts)) {
    const before: ReadonlyArray<unknown> = Array.isArray(value) ? value : []
    return [...before, ...additions.filter(isTexts).flat()]
  }
  const byKey = new Map<string, Array<DocumentAddition>>()
  for (const [key, inner] of additions.flatMap(entriesOf)) {
    const known = byKey.get(key)
    if (known === undefined) byKey.set(key, [inner])
    else known.push(inner)
  }
  if (Array.isArray(value))
    return value.map((item: unknown, index) => {
      const inner = byKey.get(String(index))
      return inner === undefined ? item : merged(item, inner)
    })
  const record = isRecord(value) ? value : {}
  return { ...record, ...Object.fromEntries([...byKey].map(([key, inner]) => [key, merged(record[key], inner)])) }
}

/**
 * A document with its additions.
 */
export interface EditedDocument {
  readonly text: string
  /** Additions, by their index, that were left out: what they add to is used elsewhere in the document too, by a reference. */
  readonly shared: ReadonlyArray<number>
}

/**
 * Adds to a YAML or JSON document and leaves every character that was there: comments, order, quotes, line ends. `undefined` where the
 * text that comes out would not mean just what was there and what was added; each addition is for a place of its own.
 */
export const editDocument = (text: string, additions: ReadonlyArray<DocumentAddition>): EditedDocument | undefined => {
  const { mark, written, contents, manner, value } = openDocument(text)
  const edits = additions.map((addition) => into(manner, contents, addition))
  const splices = edits.flatMap((edit) => (E.isLeft(edit) ? [] : edit.right))
  const edited = spliced(written, splices)
  const made = additions.filter((_, index) => edits[index]?._tag === 'Right')
  const after = meaningOf(edited)
  if (after === undefined || !isDeepStrictEqual(after.value, merged(value, made))) return undefined
  return { text: `${mark}${edited}`, shared: edits.flatMap((edit, index) => (E.isLeft(edit) ? [index] : [])) }
}
