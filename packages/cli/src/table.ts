import Table from 'cli-table3'
import { markedAgain, terminalText } from './terminal-text.js'

const style = { head: [], border: [] }

/**
 * What stands in one cell: a text, or lines below each other.
 */
export type Cell = string | ReadonlyArray<string>

// The table measures its cells, and knows the styles of terminals but not marks.
const laidOut = (cell: Cell): string =>
  (typeof cell === 'string' ? [cell] : cell).map((line) => terminalText(line)).join('\n')

/**
 * Lays rows out under a heading, line by line.
 */
export const tableOf = (
  head: ReadonlyArray<string>,
  rows: ReadonlyArray<ReadonlyArray<Cell>>,
): ReadonlyArray<string> => {
  const table = new Table({ head: head.map(laidOut), style })
  for (const row of rows) table.push(row.map(laidOut))
  return table.toString().split('\n').map(markedAgain)
}
