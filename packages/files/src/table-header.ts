import { type FileFault } from './file-fault.js'
import { badSeparator, missing, twice, unknown } from './table-fault.js'

/**
 * What is read of a table.
 */
export interface TableOptions {
  /** Which column a header means, under the name for its cells; `undefined` where it means none. */
  readonly column: (written: string) => string | undefined
  /** Columns that must be there, with the name to write for them. */
  readonly required: ReadonlyArray<string>
  /** Other columns are passed over, or the table is refused, which tells what columns there are. */
  readonly others: 'passed-over' | ReadonlyArray<string>
}

const foreignSeparators = /[，；、|｜]/

/**
 * How many cells a row has without the blank ones at its end.
 */
export const filledEnd = (cells: ReadonlyArray<string>): number =>
  cells.reduce((end, cell, index) => (cell === '' ? end : index + 1), 0)

/**
 * The header of a table: which of its columns are read.
 */
export interface Header {
  /** What each column is read as. */
  readonly columns: ReadonlyArray<string | undefined>
  /** All written names, without those at the end that are blank. */
  readonly written: ReadonlyArray<string>
}

/**
 * Reads the header of a table, or says what is wrong with it.
 */
export const headerOf = (
  cells: ReadonlyArray<string>,
  line: number,
  { column, required, others }: TableOptions,
): Header | FileFault => {
  const end = filledEnd(cells)
  const written = cells.slice(0, end)
  const columns = written.map(column)
  const isNoneKnown = columns.every((name) => name === undefined)
  if (isNoneKnown && foreignSeparators.test(written.join(''))) return badSeparator(line)
  const absent = required.filter((name) => !columns.includes(name))
  if (absent.length > 0 && (others === 'passed-over' || isNoneKnown)) return missing(line, absent)
  for (const [index, name] of columns.entries()) {
    const first = name === undefined ? index : columns.indexOf(name)
    if (first !== index) return twice(line, written[index] ?? '', first + 1, index + 1)
  }
  const strange = written.find((name, index) => columns[index] === undefined && name !== '')
  if (others !== 'passed-over' && strange !== undefined) return unknown(line, strange, others)
  return absent.length > 0 ? missing(line, absent) : { columns, written }
}
