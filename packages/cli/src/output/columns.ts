import { widthOf } from './text-width.js'

/**
 * Rows in columns, shown as they come, however many there are.
 */
export interface Columns {
  readonly add: (row: ReadonlyArray<string>) => void
  /** Shows what is still held back. */
  readonly end: () => void
}

const looked = 200
const gap = '  '

const padded = (cell: string, width: number): string => cell + ' '.repeat(Math.max(0, width - widthOf(cell)))

/**
 * Begins columns under a heading. They are as wide as the first 200 rows ask for; what is wider later moves the rest of its row
 * to the right, so that no row waits for the last.
 */
export const columns = (head: ReadonlyArray<string>, show: (line: string) => void): Columns => {
  const first: Array<ReadonlyArray<string>> = [head]
  let widths: ReadonlyArray<number> | undefined
  const showRow = (row: ReadonlyArray<string>, by: ReadonlyArray<number>): void =>
    show(
      row
        .map((cell, index) => padded(cell, by[index] ?? 0))
        .join(gap)
        .trimEnd(),
    )
  const measured = (): ReadonlyArray<number> =>
    head.map((_, index) => Math.max(...first.map((row) => widthOf(row[index] ?? ''))))
  const begin = (): void => {
    const by = measured()
    widths = by
    for (const row of first.splice(0)) showRow(row, by)
  }
  return {
    add: (row) => {
      if (widths !== undefined) return showRow(row, widths)
      first.push(row)
      if (first.length > looked) begin()
    },
    end: () => {
      if (widths === undefined) begin()
    },
  }
}
