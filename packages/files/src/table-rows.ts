import { type FileFault, isFileFault } from './file-fault.js'
import { empty, nameless } from './table-fault.js'
import { type Header, type TableOptions, filledEnd, headerOf } from './table-header.js'
import { openTable } from './table-opening.js'
import { recordsOf } from './table-records.js'

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

/**
 * Reads the lines of a table: a header, then rows, separated by commas, semicolons or tabs, whichever the header has most of, or what
 * an Excel line such as `sep=;` before it says. Quotes as in RFC 4180. Blank rows, blank cells beyond the header, repeats of the
 * header and `="…"` are what Excel leaves, and are no trouble. What is wrong with the whole table is reported once, at the end.
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
  let wrong: FileFault | undefined
  const records = recordsOf(opened.lines, opened.separator, (fault) => {
    wrong = fault
  })
  for await (const { cells, line } of records) {
    if (cells.every((cell) => cell === '')) continue
    if (header === undefined) {
      const made = headerOf(cells, line, options)
      if (isFileFault(made)) {
        yield made
        return
      }
      header = made
      continue
    }
    if (header.written.every((name, index) => cells[index] === name)) continue
    const row = rowOf(header, cells, line, options.others !== 'passed-over')
    yield row
    if (isFileFault(row)) return
  }
  const fault = opened.fault() ?? wrong
  if (fault !== undefined) yield fault
}
