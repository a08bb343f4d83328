import { bilingual, nearestWord, shownName } from '@mini-domains/core/adapter'
import { type FileFault, fileFault, saveAsUtf8 } from './file-fault.js'

/**
 * Says that the names in a header are parted by something else than columns are.
 */
export const badSeparator = (line: number): FileFault =>
  fileFault(
    'separator',
    line,
    bilingual(
      'separator: no column is known in the header, which has full-width commas or bars between its names',
      '分隔符：表头中没有可识别的列，列名之间为全角逗号或竖线',
    ),
    bilingual('Separate the columns by commas, semicolons or tabs.', '请用英文逗号、英文分号或制表符分隔各列。'),
  )

/**
 * Says that a file is a page of the web.
 */
export const pageFault = fileFault(
  'not-text',
  1,
  bilingual('it is an HTML or XML page, not a table of text', '这是 HTML 或 XML 页面，不是文本表格'),
  bilingual('Save it as CSV UTF-8 (.csv) or JSON Lines.', '请另存为 CSV UTF-8（.csv）或 JSON Lines。'),
)

/**
 * Says which columns a header lacks.
 */
export const missing = (line: number, names: ReadonlyArray<string>, otherwise = bilingual('', '')): FileFault =>
  fileFault(
    'column',
    line,
    bilingual(`the header line has no column ${names.join(', ')}`, `表头没有列 ${names.join('、')}`),
    bilingual(
      `Name the columns in the first line; ${names.join(', ')} must be among them.${otherwise.en === '' ? '' : ` ${otherwise.en}`}`,
      `请在第一行写出列名，须包含 ${names.join('、')}。${otherwise.zh}`,
    ),
  )

/**
 * Says that a file has no header.
 */
export const empty = (names: ReadonlyArray<string>): FileFault =>
  fileFault(
    'column',
    1,
    bilingual('the file is empty: it has no header line', '文件为空：没有表头'),
    bilingual(
      `Name the columns in the first line; ${names.join(', ')} must be among them.`,
      `请在第一行写出列名，须包含 ${names.join('、')}。`,
    ),
  )

/**
 * Says that a row stands above the header.
 */
export const rowAboveHeader = (line: number, header: number): FileFault =>
  fileFault(
    'column',
    line,
    bilingual(`this row stands above the header, which is line ${header}`, `此行位于表头（第 ${header} 行）之上`),
    bilingual(
      'Put the header first; above it may stand a title, and no row.',
      '请将表头移到最前；表头之上可以有标题，不能有数据行。',
    ),
  )

/**
 * Says that a header has a column twice.
 */
export const twice = (
  line: number,
  written: string,
  [first, second]: readonly [number, number],
  otherwise = bilingual('', ''),
): FileFault =>
  fileFault(
    'column',
    line,
    bilingual(
      `the header has this column twice: column ${first} and column ${second}`,
      `表头中此列出现两次：第 ${first} 列与第 ${second} 列`,
    ),
    bilingual(
      `Keep one of them, each column once.${otherwise.en === '' ? '' : ` ${otherwise.en}`}`,
      `每列只保留一次。${otherwise.zh}`,
    ),
    shownName(written),
  )

const shownAtMost = 60

/**
 * Says which columns a header lacks, by the names that somebody chose for them, and which it has.
 */
export const missingChosen = (
  line: number,
  names: ReadonlyArray<string>,
  written: ReadonlyArray<string>,
): FileFault => {
  const lacked = names.map(shownName)
  const had = written.filter((name) => name !== '').map(shownName)
  const shown = had.slice(0, shownAtMost)
  const more = had.length > shownAtMost
  return fileFault(
    'column',
    line,
    bilingual(`the header line has no column ${lacked.join(', ')}`, `表头没有列 ${lacked.join('、')}`),
    bilingual(
      `It has: ${shown.join(', ')}${more ? ', …' : ''}.`,
      `表头的列为：${shown.join('、')}${more ? '……' : ''}。`,
    ),
  )
}

/**
 * Says that a header has a column that is not read, which was probably meant, and which there are.
 */
export const unknown = (
  line: number,
  written: string,
  known: ReadonlyArray<string>,
  otherwise = bilingual('', ''),
): FileFault => {
  const meant = nearestWord(written.trim().toLowerCase(), known)
  const guess = meant === undefined ? bilingual('', '') : bilingual(`Did you mean ${meant}? `, `您是否想用 ${meant}？`)
  return fileFault(
    'column',
    line,
    bilingual('the header has a column that is not known', '表头中有无法识别的列'),
    bilingual(
      `${guess.en}A column is one of: ${known.join(', ')}.${otherwise.en === '' ? '' : ` ${otherwise.en}`}`,
      `${guess.zh}列名应为其中之一：${known.join('、')}。${otherwise.zh}`,
    ),
    shownName(written),
  )
}

/**
 * Says that a column with content has no name.
 */
export const nameless = (line: number, index: number): FileFault =>
  fileFault(
    'column',
    line,
    bilingual(`column ${index + 1} has content and no name in the header`, `第 ${index + 1} 列有内容，但表头没有列名`),
    bilingual('Name it, or empty it.', '请补上列名，或清空该列。'),
  )

/**
 * Says where a quote begins that is never closed.
 */
export const openQuote = (line: number): FileFault =>
  fileFault(
    'quote',
    line,
    bilingual(`a quote that opens in the row on line ${line} is never closed`, `第 ${line} 行起的引号未闭合`),
    bilingual('Quotes are closed, and doubled within quotes.', '引号须成对，引号内的引号须写两次。'),
    '(the row)',
  )

/**
 * Says which row is not a record.
 */
export const unparsed = (line: number): FileFault =>
  fileFault(
    'separator',
    line,
    bilingual(`the row on line ${line} is not a row of a table`, `第 ${line} 行不是表格中的一行`),
    saveAsUtf8,
  )
