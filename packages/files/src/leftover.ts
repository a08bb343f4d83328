import { type Bilingual } from '@mini-domains/core'
import { bilingual } from '@mini-domains/core/adapter'

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
