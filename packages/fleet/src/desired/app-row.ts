import { type Bilingual } from '@mini-domains/core'
import { bilingual, configIssues } from '@mini-domains/core/adapter'
import { type TableRow, isSpreadsheetError, leftoverOf } from '@mini-domains/files'
import * as E from 'fp-ts/lib/Either.js'
import { appColumn } from './app-columns.js'
import { DesiredApp, type DesiredAppFile } from './desired-file.js'

/**
 * What is wrong with a row.
 */
export interface RowIssue {
  readonly path: string
  readonly expected: Bilingual
  readonly found: Bilingual
}

type Row = E.Either<ReadonlyArray<RowIssue>, DesiredApp>

const serverKinds = ['request', 'socket', 'upload', 'download', 'udp', 'tcp', 'any']

const unreadable = (expected: Bilingual, found: Bilingual): Row => E.left([{ path: '(the row)', expected, found }])

const checked = (input: unknown): Row => {
  const app = DesiredApp.decode(input)
  return E.isLeft(app) ? E.left(configIssues(app.left)) : app
}

// None of these can be a part of a domain.
const words = (text: string): ReadonlyArray<string> => text.split(/[\s,;|，；、｜]+/).filter((word) => word !== '')

const flagOf = (text: string): unknown => {
  if (/^(?:true|yes|y|1|是|真|已冻结)$/i.test(text)) return true
  return /^(?:false|no|n|0|否|假|未冻结)$/i.test(text) ? false : text
}

const compact = (record: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined))

const filled = (record: Readonly<Record<string, unknown>>): object | undefined =>
  Object.keys(record).length === 0 ? undefined : record

const cellsOf = (cells: ReadonlyMap<string, string>): Readonly<Record<string, unknown>> => {
  // Not keys of an object that is filled one by one: `__proto__` would be none.
  const labels: Array<readonly [string, string]> = []
  const server: Record<string, ReadonlyArray<string>> = {}
  const row: Record<string, unknown> = {}
  const extra: Record<string, unknown> = {}
  for (const [name, cell] of cells) {
    if (name.startsWith('label.')) labels.push([name.slice('label.'.length), cell])
    else if (cell === '') continue
    else if (serverKinds.includes(name)) server[name] = words(cell)
    else if (name === 'webview' || name === 'prefetch') extra[name] = words(cell)
    else if (name === 'keep') row[name] = words(cell)
    else row[name] = name === 'frozen' ? flagOf(cell) : cell
  }
  return compact({
    ...row,
    labels: filled(Object.fromEntries(labels)),
    extra: filled(compact({ ...extra, server: filled(server) })),
  })
}

/** The vendor that a file calls by a name of its own. */
const calledVendor = ({ vendors = {} }: DesiredAppFile, { vendor }: Readonly<Record<string, unknown>>): object =>
  typeof vendor === 'string' && Object.hasOwn(vendors, vendor) ? { vendor: vendors[vendor] } : {}

const withDefaults = (file: DesiredAppFile, row: Readonly<Record<string, unknown>>): unknown => {
  const { labels } = row
  const merged =
    typeof labels === 'object' || file.labels !== undefined ? { ...file.labels, ...(labels ?? {}) } : undefined
  return compact({ vendor: file.vendor, profile: file.profile, ...row, ...calledVendor(file, row), labels: merged })
}

const noId: RowIssue = {
  path: 'id',
  expected: bilingual('an id, or no row', 'ID；合计行、说明行请删除'),
  found: bilingual('nothing', '空'),
}

/** What a spreadsheet has left in the place of what was meant; a label that it failed to look up would be another label. */
const leftIn = (cells: ReadonlyMap<string, string>): RowIssue | undefined => {
  const id = leftoverOf(cells.get('id') ?? '')
  if (id !== undefined)
    return { path: 'id', expected: bilingual('the whole id, as text', '文本格式的完整 ID'), found: id }
  for (const [path, cell] of cells)
    if (isSpreadsheetError(cell))
      return {
        path,
        expected: bilingual('a value', '值'),
        found: bilingual('an error of a spreadsheet', '表格公式错误值'),
      }
  return undefined
}

const foreignSeparator = /[，；、｜|;\t]/

const unevenRow = (cells: ReadonlyMap<string, string>, expected: number, found: number): Row => {
  const sign = [...cells.values()].map((cell) => foreignSeparator.exec(cell)?.[0]).find((one) => one !== undefined)
  return unreadable(
    bilingual(`${expected} columns`, `${expected} 列`),
    found < expected && sign !== undefined
      ? bilingual(
          `${found}: ${JSON.stringify(sign)} does not separate them here`,
          `${found} 列：${JSON.stringify(sign)} 在此处不是分隔符`,
        )
      : bilingual(`${found}`, `${found} 列`),
  )
}

/**
 * Reads a row of a table with these columns: `id`, `vendor`, `name`, `profile`, `policy`, `frozen`, `keep`, `label.…`, and extra domains
 * under `webview`, `prefetch` and the names of the server kinds, separated by blanks, commas or semicolons, also full-width ones.
 */
export const tableApp = (file: DesiredAppFile, { cells, uneven }: TableRow): Row => {
  if (uneven !== undefined) return unevenRow(cells, uneven.expected, uneven.found)
  if (cells.get('id') === '') return E.left([noId])
  const left = leftIn(cells)
  return left !== undefined ? E.left([left]) : checked(withDefaults(file, cellsOf(cells)))
}

const isRecord = (input: unknown): input is Readonly<Record<string, unknown>> =>
  typeof input === 'object' && input !== null && !Array.isArray(input)

/** The id may stand under another of its names, as long as there is no `id`. */
const withId = (row: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => {
  if (Object.hasOwn(row, 'id')) return row
  const others = Object.keys(row).filter((key) => appColumn(key) === 'id')
  const [only] = others
  if (only === undefined || others.length > 1) return row
  const { [only]: id, ...rest } = row
  return { id, ...rest }
}

/**
 * Reads a line of a JSON Lines file: one app, as it would stand under `apps`.
 */
export const jsonRow = (file: DesiredAppFile, line: string): Row => {
  const parsed = E.tryCatch(
    (): unknown => JSON.parse(line),
    () => undefined,
  )
  if (E.isLeft(parsed) || !isRecord(parsed.right))
    return unreadable(
      bilingual('one JSON object on a line', '每行一个 JSON 对象'),
      bilingual('something else', '其他内容'),
    )
  return checked(withDefaults(file, withId(parsed.right)))
}
