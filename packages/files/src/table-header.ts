import { type Bilingual } from '@mini-domains/core'
import { type FileFault } from './file-fault.js'
import { brokenOff } from './file-pieces.js'
import { badSeparator, missing, missingChosen, pageFault, twice, unknown } from './table-fault.js'

/**
 * The columns of a table, by the name that its reader knows them by, each with the other names that people and vendors' consoles
 * write for it. Capitals, blanks, `_`, `-` and full-width letters do not count.
 */
export type ColumnNames = Readonly<Record<string, ReadonlyArray<string>>>

const plain = (name: string): string =>
  name
    .normalize('NFKC')
    .replace(/[\s\u200b-\u200d\u2060\ufeff_-]/g, '')
    .toLowerCase()

/**
 * Makes a function that finds the column a written name means; `undefined` where it means none.
 */
export const columnFinder = (columns: ColumnNames): ((written: string) => string | undefined) => {
  const byName = new Map(
    Object.entries(columns).flatMap(([column, others]) => [column, ...others].map((name) => [plain(name), column])),
  )
  // `AppID(小程序ID)` is how WeChat's console heads it; `id (必填)` is a template's.
  return (written) =>
    byName.get(plain(written)) ?? byName.get(plain(written.normalize('NFKC').replace(/\([^()]*\)\s*$/, '')))
}

/**
 * Makes a function that finds the column a written name means, where each column has one name, which somebody chose: what stands in
 * brackets counts, all else is as in `columnFinder`.
 */
export const chosenColumns = (names: Readonly<Record<string, string>>): ((written: string) => string | undefined) => {
  const byName = new Map(Object.entries(names).map(([column, name]) => [plain(name), column]))
  return (written) => byName.get(plain(written))
}

/**
 * Says whether two written names mean the same column.
 */
export const isSameColumn = (one: string, other: string): boolean => plain(one) === plain(other)

/**
 * Other names of the column, or key, that says which app a row is about.
 */
export const appIdNames: ReadonlyArray<string> = [
  'appid',
  'authorizer appid',
  'authorized appid',
  'mini program appid',
  'miniprogram appid',
  'weapp appid',
  'wx appid',
  '小程序appid',
  '小程序id',
  '授权方appid',
  '授权小程序appid',
  '授权小程序',
  '授权账号appid',
  '智能小程序appid',
  '智能小程序id',
  '微信小程序appid',
  '百度小程序appid',
  '应用id',
  '应用appid',
]

const separators = [',', ';', '\t']

const partsOf = (line: string, separator: string): number => line.replace(/"(?:[^"]|"")*"/g, '').split(separator).length

/**
 * The lines of a table from its header on, with the ones before it left blank, so that lines are counted as in the file.
 */
export interface OpenedTable {
  readonly separator: string
  readonly lines: AsyncGenerator<string>
  readonly fault: () => FileFault | undefined
}

/**
 * Finds the header of a table and what separates its columns; `undefined` where there is none.
 */
export const openTable = async (
  source: AsyncIterable<string | FileFault>,
): Promise<OpenedTable | FileFault | undefined> => {
  const iterator = source[Symbol.asyncIterator]()
  let fault: FileFault | undefined
  const next = async (): Promise<string | undefined> => {
    try {
      const one = await iterator.next()
      if (one.done === true) return undefined
      if (typeof one.value === 'string') return one.value
      fault = one.value
    } catch (error) {
      fault = brokenOff(error)
    }
    return undefined
  }
  let before = ''
  let named: string | undefined
  let header = await next()
  for (; header !== undefined; header = await next()) {
    const found = /^\ufeff?\s*"?sep=(.)"?[\s,;]*$/i.exec(header)?.[1]
    if (found === undefined && header.trim() !== '') break
    named ??= found
    before += '\n'
  }
  if (header === undefined) return fault
  const first = header.replace(/^\ufeff/, '')
  if (/^\s*<(?:[?!]|html|table|meta|head|body|div)/i.test(first)) return pageFault
  const best = separators.reduce((most, one) => (partsOf(first, one) > partsOf(first, most) ? one : most))
  async function* lines(): AsyncGenerator<string> {
    try {
      yield `${before}${first}\n`
      for (let line = await next(); line !== undefined; line = await next()) yield `${line.replaceAll('\ufeff', '')}\n`
    } finally {
      await iterator.return?.()
    }
  }
  return { separator: named ?? best, lines: lines(), fault: () => fault }
}

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
  /** What else can be done about a column that is refused, or is there twice. */
  readonly otherwise?: Bilingual
  /** The names that somebody chose for the columns: what is missing is told by them, with all names that the header has. */
  readonly chosen?: Readonly<Record<string, string>>
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
  { column, required, others, otherwise, chosen }: TableOptions,
): Header | FileFault => {
  const end = filledEnd(cells)
  const written = cells.slice(0, end)
  const columns = written.map(column)
  const isNoneKnown = columns.every((name) => name === undefined)
  const absent = required.filter((name) => !columns.includes(name))
  if (absent.length > 0 && chosen !== undefined) {
    const names = absent.map((name) => chosen[name] ?? name)
    return missingChosen(line, names, written)
  }
  if (isNoneKnown && foreignSeparators.test(written.join(''))) return badSeparator(line)
  if (absent.length > 0 && (others === 'passed-over' || isNoneKnown)) return missing(line, absent, otherwise)
  for (const [index, name] of columns.entries()) {
    const first = name === undefined ? index : columns.indexOf(name)
    if (first !== index) return twice(line, written[index] ?? '', [first + 1, index + 1], otherwise)
  }
  const strange = written.find((name, index) => columns[index] === undefined && name !== '')
  if (others !== 'passed-over' && strange !== undefined) return unknown(line, strange, others, otherwise)
  return absent.length > 0 ? missing(line, absent, otherwise) : { columns, written }
}
