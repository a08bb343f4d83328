import { configIssues } from '@mini-domains/core'
import * as E from 'fp-ts/lib/Either.js'
import { csvFields } from './csv-row.js'
import { DesiredApp, type DesiredAppFile } from './desired-file.js'

/**
 * What is wrong with a row.
 */
export interface RowIssue {
  readonly path: string
  readonly expected: string
  readonly found: string
}

type Row = E.Either<ReadonlyArray<RowIssue>, DesiredApp>

const serverKinds = ['request', 'socket', 'upload', 'download', 'udp', 'tcp', 'any']

const unreadable = (expected: string, found: string): Row => E.left([{ path: '(the row)', expected, found }])

const checked = (input: unknown): Row => {
  const app = DesiredApp.decode(input)
  return E.isLeft(app) ? E.left(configIssues(app.left)) : app
}

const words = (text: string): ReadonlyArray<string> => text.split(/[\s;|]+/).filter((word) => word !== '')

const flagOf = (text: string): unknown => {
  if (/^(true|yes|1)$/i.test(text)) return true
  return /^(false|no|0)$/i.test(text) ? false : text
}

const compact = (record: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined))

const filled = (record: Readonly<Record<string, unknown>>): object | undefined =>
  Object.keys(record).length === 0 ? undefined : record

const cellsOf = (cells: ReadonlyMap<string, string>): Readonly<Record<string, unknown>> => {
  const labels: Record<string, string> = {}
  const server: Record<string, ReadonlyArray<string>> = {}
  const row: Record<string, unknown> = {}
  const extra: Record<string, unknown> = {}
  for (const [name, cell] of cells) {
    if (name.startsWith('label.')) labels[name.slice('label.'.length)] = cell
    else if (cell === '') continue
    else if (serverKinds.includes(name)) server[name] = words(cell)
    else if (name === 'webview') extra['webview'] = words(cell)
    else if (name === 'keep') row[name] = words(cell)
    else row[name] = name === 'frozen' ? flagOf(cell) : cell
  }
  return compact({ ...row, labels: filled(labels), extra: filled(compact({ ...extra, server: filled(server) })) })
}

const withDefaults = (file: DesiredAppFile, row: Readonly<Record<string, unknown>>): unknown => {
  const { labels } = row
  const merged =
    typeof labels === 'object' || file.labels !== undefined ? { ...file.labels, ...(labels ?? {}) } : undefined
  return compact({ vendor: file.vendor, profile: file.profile, ...row, labels: merged })
}

/**
 * Reads rows of a CSV file with these columns: `id`, `vendor`, `profile`, `policy`, `frozen`, `keep`, `label.…`, and extra
 * domains under `webview` and the names of the server kinds, separated by blanks.
 */
export const csvRow = (file: DesiredAppFile, columns: ReadonlyArray<string>, line: string): Row => {
  const fields = csvFields(line)
  if (fields === undefined) return unreadable('quotes that are closed on the same line', 'an open quote')
  if (fields.length !== columns.length) return unreadable(`${columns.length} columns`, `${fields.length}`)
  return checked(withDefaults(file, cellsOf(new Map(columns.map((name, index) => [name, fields[index] ?? ''])))))
}

const isRecord = (input: unknown): input is Readonly<Record<string, unknown>> =>
  typeof input === 'object' && input !== null && !Array.isArray(input)

/**
 * Reads a line of a JSON Lines file: one app, as it would stand under `apps`.
 */
export const jsonRow = (file: DesiredAppFile, line: string): Row => {
  const parsed = E.tryCatch(
    (): unknown => JSON.parse(line),
    () => undefined,
  )
  if (E.isLeft(parsed) || !isRecord(parsed.right)) return unreadable('one JSON object on a line', 'something else')
  return checked(withDefaults(file, parsed.right))
}
