import { plain } from './terminal-text.js'

/**
 * Rows in columns, shown as they come, however many there are.
 */
export interface Columns {
  readonly add: (row: ReadonlyArray<string>) => void
  /** Shows what is still held back. */
  readonly end: () => void
}

// Chinese, Japanese and Korean characters take two places at a terminal.
const wide = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/gu

/**
 * How many places a text takes at a terminal.
 */
const widthOf = (text: string): number => {
  const shown = plain(text)
  return [...shown].length + (shown.match(wide)?.length ?? 0)
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
