import { plain } from './terminal-text.js'

// A spreadsheet takes such a cell for a formula, and would run it; full-width signs count in Chinese and Japanese ones.
const formula = /^\s*[=+\-@＝＋－＠]/

const cellOf = (text: string): string => {
  const shown = plain(text)
  const safe = formula.test(shown) ? `'${shown}` : shown
  return /[",;]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/**
 * Writes a line of CSV, without its end. The texts may be foreign: what a terminal would obey or hide is spelled out, and a cell that a
 * spreadsheet would take for a formula gets an apostrophe in front.
 */
export const csvLine = (cells: ReadonlyArray<string>): string => cells.map(cellOf).join(',')
