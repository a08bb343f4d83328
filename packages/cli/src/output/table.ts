import Table from 'cli-table3'
import { markedAgain, terminalText } from './terminal-text.js'
import { widthOf, wrapped } from './text-width.js'

const style = { head: [], border: [] }

/**
 * What stands in one cell: a text, or lines below each other.
 */
export type Cell = string | ReadonlyArray<string>

type Rows = ReadonlyArray<ReadonlyArray<Cell>>

const linesOf = (cell: Cell): ReadonlyArray<string> => (typeof cell === 'string' ? [cell] : cell)

// The table measures its cells, and knows the styles of terminals but not marks.
const laidOut = (cell: Cell): string =>
  linesOf(cell)
    .map((line) => terminalText(line))
    .join('\n')

const leastWidth = 16

/** The rows one below the other, each cell behind its heading. Cells that are empty are left out. */
const belowEachOther = (head: ReadonlyArray<string>, rows: Rows, width: number): ReadonlyArray<string> => {
  const left = Math.max(...head.map(widthOf)) + 2
  const room = Math.max(leastWidth, width - left - 2)
  return rows.flatMap((row, index) => {
    const lines = row.flatMap((cell, column) => {
      const name = head[column] ?? ''
      const heading = `  ${name}${' '.repeat(left - widthOf(name))}`
      return linesOf(cell)
        .filter((line) => line !== '')
        .flatMap((line) => wrapped(line, room))
        .map((line, at) => `${at === 0 ? heading : ' '.repeat(left + 2)}${line}`)
    })
    return index === 0 ? lines : ['', ...lines]
  })
}

/**
 * Lays rows out under a heading, line by line; where the terminal is too narrow for that, the cells of each row below each other.
 */
export const tableOf = (
  head: ReadonlyArray<string>,
  rows: Rows,
  columns: number | undefined,
): ReadonlyArray<string> => {
  const table = new Table({ head: head.map(laidOut), style })
  for (const row of rows) table.push(row.map(laidOut))
  const lines = table.toString().split('\n').map(markedAgain)
  return columns === undefined || widthOf(lines[0] ?? '') <= columns ? lines : belowEachOther(head, rows, columns)
}
