import { type ConfigIssue, configIssues } from '@mini-domains/core'
import * as E from 'fp-ts/lib/Either.js'
import { LineCounter, type YAMLError, parseDocument } from 'yaml'
import { type Complaint, complaint } from './complaint.js'
import { type DesiredApp, DesiredFile } from './desired-file.js'
import { meaningIssues } from './desired-meaning.js'
import { digestOf } from './digest.js'
import { type Position, sourceMap } from './source-map.js'

/**
 * A desired state that was read and checked.
 */
export interface DesiredState {
  /** The name of the file, as it is told. */
  readonly file: string
  readonly digest: string
  readonly content: DesiredFile
  /** Where a path stands: `file:line:column`. */
  readonly at: (path: string) => string
  /** What is made of each app of its files before it is used, so that a step of a migration reaches those too. */
  readonly rewrite?: (app: DesiredApp) => DesiredApp
}

const shown = (error: YAMLError, file: string): Complaint =>
  complaint({
    file,
    line: error.linePos?.[0].line ?? 1,
    column: error.linePos?.[0].col ?? 1,
    path: '(the text)',
    expected: 'YAML or JSON',
    found: error.message.split('\n')[0]?.replace(/:$/, '') ?? error.code,
  })

const placed = (file: string, positionOf: (path: string) => Position, issue: ConfigIssue): Complaint =>
  complaint({ file, ...positionOf(issue.path), ...issue })

/**
 * Reads a desired state from YAML or JSON. All that is wrong is told, each with its file, line and column.
 */
export const readDesired = (
  text: string,
  { file }: { readonly file: string },
): E.Either<ReadonlyArray<Complaint>, DesiredState> => {
  const lineCounter = new LineCounter()
  const document = parseDocument(text.replace(/^\uFEFF/, ''), { lineCounter, merge: true })
  if (document.errors.length > 0) return E.left(document.errors.map((error) => shown(error, file)))
  const positionOf = sourceMap(document, lineCounter)
  const content = E.tryCatch(
    (): unknown => document.toJS({ maxAliasCount: 1000 }),
    () => [
      complaint({ file, line: 1, column: 1, path: '(the text)', expected: 'YAML or JSON', found: 'endless aliases' }),
    ],
  )
  if (E.isLeft(content)) return content
  const decoded = DesiredFile.decode(content.right)
  const issues = E.isLeft(decoded) ? configIssues(decoded.left) : meaningIssues(decoded.right)
  if (E.isLeft(decoded) || issues.length > 0) return E.left(issues.map((issue) => placed(file, positionOf, issue)))
  const at = (path: string): string => {
    const { line, column } = positionOf(path)
    return `${file}:${line}:${column}`
  }
  return E.right({ file, digest: digestOf(text), content: decoded.right, at })
}
