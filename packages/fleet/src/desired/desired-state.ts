import { type LocatedIssue, locatedIssues, shownName } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import { type Document, LineCounter, type Pair, isAlias, isMap, isNode, isScalar, isSeq, parseDocument } from 'yaml'
import { digestOf } from '../lists/list-address.js'
import { type DesiredApp, DesiredFile } from './desired-file.js'
import { meaningIssues } from './desired-meaning.js'
import { type Diagnostic, diagnostic } from './diagnostic.js'
import { movedApp, movedContent } from './moved-host.js'
import { bareStars, endlessAliases, syntaxError, wideColons } from './yaml-diagnostic.js'

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
const sourceMap = (document: Document.Parsed, lines: LineCounter) => {
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

/**
 * A desired state that was read and checked.
 */
export interface DesiredState {
  /** The name of the file, as messages name it. */
  readonly file: string
  readonly digest: string
  /** As it is written; while a migration is under way, with the new host beside the old one. */
  readonly content: DesiredFile
  /** Where a path stands: `file:line:column`. */
  readonly at: (path: string) => string
  /** What is made of each app of its files before it is used, so that a step of a migration reaches those too. */
  readonly rewrite?: (app: DesiredApp) => DesiredApp
  /** Tells which domains go even where the policy is `add-only`: a step of a migration takes them off by name. `keep` still holds. */
  readonly leaves?: (domain: string) => boolean
}

// The names under which an adapter takes its secrets are words; what else stands there may be a secret itself.
const withoutPasted = (path: string): string =>
  path
    .split('.')
    .map(shownName)
    .join('.')
    .replace(
      /^(vendors\..+?\.(?:credentials|pushes))\.(?![A-Za-z]{1,40}(?:\.(?:env|store|\(an unknown key\)))?$).*$/,
      '$1.(a name)',
    )
    .replace(
      /^(vendors\.[^.]+\.config)\.(?!(?:(?:[A-Za-z]{1,40}|\d{1,4}|\(an unknown key\))(?:\.|$))+$)[^]*$/,
      '$1.(a name)',
    )

const placed = (file: string, positionOf: (path: string) => Position, { at: path, issue }: LocatedIssue): Diagnostic =>
  diagnostic({ file, ...positionOf(path), ...issue, path: withoutPasted(issue.path) })

/** Wherever a host is wanted that is being replaced, its successor is wanted too. */
const whileMigrating = (written: DesiredFile): Pick<DesiredState, 'content' | 'rewrite'> => {
  const { migrations = [] } = written
  if (migrations.length === 0) return { content: written }
  // One may begin where another ends, in whatever order they are written: a chain has no more links than there are migrations.
  const links = migrations.flatMap(() => migrations)
  return {
    content: links.reduce((content, migration) => movedContent(content, migration, 'add'), written),
    rewrite: (row) => links.reduce((app, migration) => movedApp(app, migration, 'add'), row),
  }
}

/**
 * Reads a desired state from YAML or JSON. Reports everything that is wrong, each with its file, line and column.
 */
export const readDesired = (
  text: string,
  { file }: { readonly file: string },
): E.Either<ReadonlyArray<Diagnostic>, DesiredState> => {
  const lineCounter = new LineCounter()
  const document = parseDocument(text.replace(/^\uFEFF/, '').replace(/\r(?!\n)/g, '\n'), { lineCounter, merge: true })
  const refused = (diagnostics: ReadonlyArray<Diagnostic>): E.Either<ReadonlyArray<Diagnostic>, never> => {
    const slips = wideColons(text, file)
    return E.left(slips.length > 0 ? slips : diagnostics)
  }
  if (document.errors.length > 0) return refused(document.errors.map((error) => syntaxError(error, file)))
  const stars = bareStars(document, lineCounter, file)
  if (stars.length > 0) return E.left(stars)
  const positionOf = sourceMap(document, lineCounter)
  const content = E.tryCatch(
    (): unknown => document.toJS({ maxAliasCount: 1000 }),
    () => [endlessAliases(file)],
  )
  if (E.isLeft(content)) return content
  const decoded = DesiredFile.decode(content.right)
  const issues = E.isLeft(decoded)
    ? locatedIssues(decoded.left)
    : meaningIssues(decoded.right).map((issue) => ({ at: issue.path, issue }))
  if (E.isLeft(decoded) || issues.length > 0) return refused(issues.map((issue) => placed(file, positionOf, issue)))
  const placeOf = (path: string): string => {
    const { line, column } = positionOf(path)
    return `${file}:${line}:${column}`
  }
  return E.right({ file, digest: digestOf(text), at: placeOf, ...whileMigrating(decoded.right) })
}
