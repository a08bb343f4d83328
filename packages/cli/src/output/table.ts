import { widthOf, wrapped } from './text-width.js'

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

/** The rows one below the other, each cell behind its heading. Cells that are empty are left out. */
const belowEachOther = (head: ReadonlyArray<string>, rows: ReadonlyArray<Row>, room: number): ReadonlyArray<string> => {
  const left = Math.max(...head.map(widthOf)) + gap.length
  const width = Math.max(leastWidth, room - left - gap.length)
  return rows.flatMap((row, index) => {
    const lines = row.flatMap((cell, column) =>
      linesOf(cell)
        .filter((line) => line !== '')
        .flatMap((line) => wrapped(line, width))
        .map((line, at) => `${gap}${padded(at === 0 ? (head[column] ?? '') : '', left)}${line}`),
    )
    return index === 0 ? lines : ['', ...lines]
  })
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
  const width = widths.reduce((sum, one) => sum + one + gap.length, -gap.length)
  return room === undefined || width <= room
    ? [head, ...rows].flatMap((row) => rowLines(row, widths))
    : belowEachOther(head, rows, room)
}

/**
 * Begins columns under a heading. They are as wide as the first 200 rows need; a wider cell that comes later moves the rest of its
 * row to the right, so that no row waits for the last.
 */
export const columns = (head: ReadonlyArray<string>, show: (line: string) => void): Columns => {
  const first: Array<ReadonlyArray<string>> = []
  let widths: ReadonlyArray<number> | undefined
  const begin = (): void => {
    const measured = widthsOf(head, first)
    widths = measured
    for (const row of [head, ...first.splice(0)]) rowLines(row, measured).forEach(show)
  }
  return {
    add: (row) => {
      if (widths !== undefined) return rowLines(row, widths).forEach(show)
      first.push(row)
      if (first.length >= measuredRows) begin()
    },
    end: () => {
      if (widths === undefined) begin()
    },
  }
}
