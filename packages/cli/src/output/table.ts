import { paragraph } from './paragraph.js'
import { widthOf } from './text-width.js'

/**
 * What stands in one cell: a text, or lines below each other.
 */
export type Cell = string | ReadonlyArray<string>

type Row = ReadonlyArray<Cell>

/**
 * Rows in columns, shown as they come, however many there are.
 */
export interface Columns {
  readonly add: (row: ReadonlyArray<string>) => void
  /** Shows what is still held back. */
  readonly end: () => void
}

const gap = '  '
const leastWidth = 16
const measuredRows = 200

const linesOf = (cell: Cell): ReadonlyArray<string> => (typeof cell === 'string' ? [cell] : cell)

const widthsOf = (head: ReadonlyArray<string>, rows: ReadonlyArray<Row>): ReadonlyArray<number> =>
  head.map((name, column) =>
    rows.reduce((most, row) => Math.max(most, ...linesOf(row[column] ?? '').map(widthOf)), widthOf(name)),
  )

const padded = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - widthOf(text)))

/** A row, as many lines as its longest cell has. */
const rowLines = (row: Row, widths: ReadonlyArray<number>): ReadonlyArray<string> => {
  const cells = row.map(linesOf)
  const count = Math.max(1, ...cells.map(({ length }) => length))
  return Array.from({ length: count }, (_, at) =>
    cells
      .map((lines, column) => padded(lines[at] ?? '', widths[column] ?? 0))
      .join(gap)
      .trimEnd(),
  )
}

const widthOfAll = (widths: ReadonlyArray<number>): number =>
  widths.reduce((sum, one) => sum + one + gap.length, -gap.length)

/** The cells of a row one below the other, each behind its heading. Those that are empty are left out. */
const cellsBelow = (head: ReadonlyArray<string>, row: Row, room: number | undefined): ReadonlyArray<string> => {
  const left = Math.max(...head.map(widthOf)) + gap.length
  const width = room === undefined ? undefined : Math.max(leastWidth, room - left - gap.length)
  return row.flatMap((cell, column) =>
    linesOf(cell)
      .filter((line) => line !== '')
      .flatMap((line) => paragraph(line, width))
      .map((line, at) => `${gap}${padded(at === 0 ? (head[column] ?? '') : '', left)}${line}`),
  )
}

/**
 * Lays rows out in columns under a heading; where the terminal is too narrow for that, the cells of each row below each other.
 */
export const tableOf = (
  head: ReadonlyArray<string>,
  rows: ReadonlyArray<Row>,
  room: number | undefined,
): ReadonlyArray<string> => {
  const widths = widthsOf(head, rows)
  return room === undefined || widthOfAll(widths) <= room
    ? [head, ...rows].flatMap((row) => rowLines(row, widths))
    : rows.flatMap((row, index) => [...(index === 0 ? [] : ['']), ...cellsBelow(head, row, room)])
}

/**
 * Lays out what is known of one thing: each word with its text behind it, one below the other.
 */
export const factsOf = (
  facts: ReadonlyArray<readonly [word: string, text: Cell]>,
  room: number | undefined,
): ReadonlyArray<string> =>
  cellsBelow(
    facts.map(([word]) => word),
    facts.map(([, text]) => text),
    room,
  )

/**
 * Lays counts out, each below its word.
 */
export const countTable = (
  counts: ReadonlyArray<readonly [word: string, count: number]>,
  room: number | undefined,
): ReadonlyArray<string> =>
  tableOf(
    counts.map(([word]) => word),
    [counts.map(([, count]) => String(count))],
    room,
  )

/**
 * Begins columns under a heading, at a terminal of `room` places. They are as wide as the first 200 rows need; a wider cell that comes
 * later moves the rest of its row to the right, so that no row waits for the last. Where those rows do not fit, the cells of every row
 * stand below each other; where a later one does not, its own.
 */
export const columns = (
  head: ReadonlyArray<string>,
  show: (lines: ReadonlyArray<string>) => void,
  room: number | undefined,
): Columns => {
  const first: Array<ReadonlyArray<string>> = []
  let widths: ReadonlyArray<number> | undefined
  let isFirst = true
  const showRow = (row: Row, measured: ReadonlyArray<number>): void => {
    const needed = row.map((cell, column) => Math.max(measured[column] ?? 0, ...linesOf(cell).map(widthOf)))
    if (room === undefined || widthOfAll(needed) <= room) show(rowLines(row, measured))
    else show([...(isFirst ? [] : ['']), ...cellsBelow(head, row, room)])
    isFirst = false
  }
  const begin = (): void => {
    const measured = widthsOf(head, first)
    widths = measured
    if (room === undefined || widthOfAll(measured) <= room) showRow(head, measured)
    for (const row of first.splice(0)) showRow(row, measured)
  }
  return {
    add: (row) => {
      if (widths !== undefined) return showRow(row, widths)
      first.push(row)
      if (first.length >= measuredRows) begin()
    },
    end: () => {
      if (widths === undefined) begin()
    },
  }
}
