import { type Bilingual } from '@mini-domains/core'
import { bilingual } from '@mini-domains/core/adapter'
import { type FileFault, isFileFault } from './file-fault.js'
import { empty, nameless, rowAboveHeader } from './table-fault.js'
import { type Header, type TableOptions, filledEnd, headerOf, openTable } from './table-header.js'
import { recordsOf } from './table-records.js'

const nothing = /^(?:\(?\[?<?(?:null|nil|none|undefined|nan|n\/a)>?\]?\)?|\\n|-+|—+|–+|无|空)$/i
const spreadsheetError = /^#(?:n\/a|ref!|value!|name\?|div\/0!|num!|null!|spill!|calc!|getting_data|#+)$/i
// 1.77123E+07 of Excel, 1,77E+07 of one that is set to another language, 1.77123E7 of Java.
const rounded = /^\d{1,3}(?:[.,]\d+)?\s?e\+\d+$|^\d[.,]\d+e\d+$/i
const decimal = /^\d+[.,]0+$/
const grouped = /^\d{1,3}(?:[,.'\u2019\s\u00a0\u202f]\d{3})+$/

/**
 * Says whether a cell stands for nothing in an export of a database or a spreadsheet: `NULL`, `\N`, `#N/A`, `-`.
 */
export const isNothing = (cell: string): boolean => nothing.test(cell) || /^#n\/a$/i.test(cell)

/**
 * Says whether a cell is what a spreadsheet writes where a formula failed: `#N/A`, `#REF!`, `########`.
 */
export const isSpreadsheetError = (cell: string): boolean => spreadsheetError.test(cell)

/**
 * Says what a spreadsheet or a database has made of a cell that held an id or a token: a number that was rounded, or is written with
 * decimals or groups, a formula, an apostrophe before it, an error, or nothing. `undefined` where it shows none of these. Nothing of the
 * cell is repeated.
 */
export const leftoverOf = (cell: string): Bilingual | undefined => {
  if (isSpreadsheetError(cell)) return bilingual('an error of a spreadsheet', '表格公式错误值')
  if (isNothing(cell)) return bilingual('a word for nothing', '表示空值的文字')
  if (rounded.test(cell)) return bilingual('a number that a spreadsheet has rounded', '被表格软件舍入的数字')
  if (decimal.test(cell) || grouped.test(cell))
    return bilingual('a number with decimals or separators', '带小数或分隔符的数字')
  if (/^=/.test(cell)) return bilingual('a formula', '公式')
  return /^['’‘]/.test(cell) ? bilingual('an apostrophe in front', '前面的单引号') : undefined
}

export { type TableOptions } from './table-header.js'

/**
 * One row of a table.
 */
export interface TableRow {
  readonly _tag: 'TableRow'
  /** From 1, in the file: where the row begins. */
  readonly line: number
  /** By the names of the columns that are read; a row that ends early lacks its last ones. */
  readonly cells: ReadonlyMap<string, string>
  /** How many cells it has and how many it should have, where that differs by more than blank cells. */
  readonly uneven?: { readonly expected: number; readonly found: number }
}

const rowOf = (
  { columns, written }: Header,
  cells: ReadonlyArray<string>,
  line: number,
  strict: boolean,
): TableRow | FileFault => {
  const extra = cells.findIndex((cell, index) => cell !== '' && index < written.length && written[index] === '')
  if (strict && extra !== -1) return nameless(line, extra)
  const end = filledEnd(cells)
  const found = cells.length < columns.length ? cells.length : Math.max(columns.length, end)
  const known = new Map<string, string>()
  for (const [index, name] of columns.entries()) {
    const cell = cells[index]
    if (name !== undefined && cell !== undefined) known.set(name, cell)
  }
  return {
    _tag: 'TableRow',
    line,
    cells: known,
    ...(found === columns.length ? {} : { uneven: { expected: columns.length, found } }),
  }
}

// A title, a date, who made it: what people put above a header.
const rowsAboveAtMost = 10

/** A row that is no header, and why. */
interface RowAbove {
  readonly cells: ReadonlyArray<string>
  readonly line: number
  readonly fault: FileFault
}

// A sheet that was sorted with its header has rows above it: they are never passed over as a title is.
const isRowOf = ({ columns }: Header, { cells }: RowAbove, required: ReadonlyArray<string>): boolean => {
  const filled = columns.filter((name, index) => name !== undefined && (cells[index] ?? '') !== '')
  return filled.length > 1 && required.every((name) => filled.includes(name))
}

/**
 * Gives the names in the header of a table, and nothing where there is none or it cannot be read. The header is the first of its rows in
 * which a column is known, else the first one. Reads no further than a few rows.
 */
export const columnsOf = async (
  source: AsyncIterable<string | FileFault>,
  column: TableOptions['column'] = () => undefined,
): Promise<ReadonlyArray<string>> => {
  const opened = await openTable(source)
  if (opened === undefined || isFileFault(opened)) return []
  const above: Array<ReadonlyArray<string>> = []
  for await (const { cells } of recordsOf(opened.lines, opened.separator, () => undefined)) {
    const written = cells.slice(0, filledEnd(cells))
    if (written.length === 0) continue
    if (written.some((name) => column(name) !== undefined)) return written
    above.push(written)
    if (above.length > rowsAboveAtMost) break
  }
  return above[0] ?? []
}

/**
 * Reads the lines of a table: a header, then rows, separated by commas, semicolons or tabs, whichever the header has most of, or what
 * an Excel line such as `sep=;` before it says. Quotes as in RFC 4180. A few rows above the header in which no column is known, blank rows,
 * blank cells beyond the header, repeats of the header, `="…"` and `'` before an id are what spreadsheets leave, and are no trouble. What is
 * wrong with the whole table is reported once, at the end.
 */
export async function* tableRows(
  source: AsyncIterable<string | FileFault>,
  options: TableOptions,
): AsyncGenerator<TableRow | FileFault> {
  const opened = await openTable(source)
  if (opened === undefined || isFileFault(opened)) {
    yield opened ?? empty(options.required)
    return
  }
  let header: Header | undefined
  const above: Array<RowAbove> = []
  let wrong: FileFault | undefined
  const records = recordsOf(opened.lines, opened.separator, (fault) => {
    wrong = fault
  })
  for await (const { cells, line } of records) {
    if (cells.every((cell) => cell === '')) continue
    if (header === undefined) {
      const made = headerOf(cells, line, options)
      if (!isFileFault(made)) {
        const row = above.find((one) => isRowOf(made, one, options.required))
        if (row !== undefined) {
          yield rowAboveHeader(row.line, line)
          return
        }
        header = made
        continue
      }
      const isKnown = cells.some((cell) => options.column(cell) !== undefined)
      above.push({ cells, line, fault: made })
      if (!isKnown && above.length <= rowsAboveAtMost) continue
      yield isKnown ? made : (above[0]?.fault ?? made)
      return
    }
    if (header.written.every((name, index) => cells[index] === name)) continue
    const row = rowOf(header, cells, line, options.others !== 'passed-over')
    yield row
    if (isFileFault(row)) return
  }
  const fault = opened.fault() ?? wrong ?? (header === undefined ? above[0]?.fault : undefined)
  if (fault !== undefined) yield fault
}
