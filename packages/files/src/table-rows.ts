import { bilingual, shownName } from '@mini-domains/core/adapter'
import { CsvError, parse } from 'csv-parse'
import { finished } from 'node:stream/promises'
import { type FileFault, fileFault, isFileFault, saveAsUtf8 } from './file-fault.js'
import { brokenOff } from './file-pieces.js'

/**
 * One row of a table.
 */
export interface TableRow {
  readonly _tag: 'TableRow'
  /** From 1, in the file: where the row begins. */
  readonly line: number
  /** By the names of the columns that are read; a row that ends early lacks its last ones. */
  readonly cells: ReadonlyMap<string, string>
  /** How many cells it has and how many it should have, where that differs by more than blank cells. */
  readonly uneven?: { readonly expected: number; readonly found: number }
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
}

const separators = [',', ';', '\t']

const longestRow = 4 * 1024 * 1024

const piece = 65_536

// What Excel writes for a text that it must not take for a number: ="wx1".
const unwrapped = (cell: string): string => {
  const text = cell.trim()
  return /^="([^]*)"$/.exec(text)?.[1] ?? text
}

const partsOf = (line: string, separator: string): number => line.replace(/"(?:[^"]|"")*"/g, '').split(separator).length

const foreignSeparators = /[，；、|｜]/

const badSeparator = (line: number): FileFault =>
  fileFault(
    'separator',
    line,
    bilingual(
      'separator: no column is known in the header, which has full-width commas or bars between its names',
      '分隔符：表头中没有可识别的列，列名之间为全角逗号或竖线',
    ),
    bilingual('Separate the columns by commas, semicolons or tabs.', '请用英文逗号、英文分号或制表符分隔各列。'),
  )

const pageFault = fileFault(
  'not-text',
  1,
  bilingual('it is an HTML or XML page, not a table of text', '这是 HTML 或 XML 页面，不是文本表格'),
  bilingual('Save it as CSV UTF-8 (.csv) or JSON Lines.', '请另存为 CSV UTF-8（.csv）或 JSON Lines。'),
)

const missing = (line: number, names: ReadonlyArray<string>): FileFault =>
  fileFault(
    'column',
    line,
    bilingual(`the header line has no column ${names.join(', ')}`, `表头没有列 ${names.join('、')}`),
    bilingual(
      `Name the columns in the first line; ${names.join(', ')} must be among them.`,
      `请在第一行写出列名，须包含 ${names.join('、')}。`,
    ),
  )

const empty = (names: ReadonlyArray<string>): FileFault =>
  fileFault(
    'column',
    1,
    bilingual('the file is empty: it has no header line', '文件为空：没有表头'),
    bilingual(
      `Name the columns in the first line; ${names.join(', ')} must be among them.`,
      `请在第一行写出列名，须包含 ${names.join('、')}。`,
    ),
  )

const twice = (line: number, written: string, first: number, second: number): FileFault =>
  fileFault(
    'column',
    line,
    bilingual(
      `the header has this column twice: column ${first} and column ${second}`,
      `表头中此列出现两次：第 ${first} 列与第 ${second} 列`,
    ),
    bilingual('Keep one of them, each column once.', '每列只保留一次。'),
    shownName(written),
  )

const unknown = (line: number, written: string, known: ReadonlyArray<string>): FileFault =>
  fileFault(
    'column',
    line,
    bilingual('the header has a column that is not known', '表头中有无法识别的列'),
    bilingual(`A column is one of: ${known.join(', ')}.`, `列名应为其中之一：${known.join('、')}。`),
    shownName(written),
  )

const nameless = (line: number, index: number): FileFault =>
  fileFault(
    'column',
    line,
    bilingual(`column ${index + 1} has content and no name in the header`, `第 ${index + 1} 列有内容，但表头没有列名`),
    bilingual('Name it, or empty it.', '请补上列名，或清空该列。'),
  )

const openQuote = (line: number): FileFault =>
  fileFault(
    'quote',
    line,
    bilingual(`a quote that opens in the row on line ${line} is never closed`, `第 ${line} 行起的引号未闭合`),
    bilingual('Quotes are closed, and doubled within quotes.', '引号须成对，引号内的引号须写两次。'),
    '(the row)',
  )

const filledEnd = (cells: ReadonlyArray<string>): number =>
  cells.reduce((end, cell, index) => (cell === '' ? end : index + 1), 0)

interface Header {
  /** What each column is read as. */
  readonly columns: ReadonlyArray<string | undefined>
  /** All written names, without those at the end that are blank. */
  readonly written: ReadonlyArray<string>
}

const headerOf = (
  cells: ReadonlyArray<string>,
  line: number,
  { column, required, others }: TableOptions,
): Header | FileFault => {
  const end = filledEnd(cells)
  const written = cells.slice(0, end)
  const columns = written.map(column)
  const isNoneKnown = columns.every((name) => name === undefined)
  if (isNoneKnown && foreignSeparators.test(written.join(''))) return badSeparator(line)
  const absent = required.filter((name) => !columns.includes(name))
  if (absent.length > 0 && (others === 'passed-over' || isNoneKnown)) return missing(line, absent)
  for (const [index, name] of columns.entries()) {
    const first = name === undefined ? index : columns.indexOf(name)
    if (first !== index) return twice(line, written[index] ?? '', first + 1, index + 1)
  }
  const strange = written.find((name, index) => columns[index] === undefined && name !== '')
  if (others !== 'passed-over' && strange !== undefined) return unknown(line, strange, others)
  return absent.length > 0 ? missing(line, absent) : { columns, written }
}

const rowOf = (
  { columns, written }: Header,
  cells: ReadonlyArray<string>,
  line: number,
  strict: boolean,
): TableRow | FileFault => {
  const extra = cells.findIndex((cell, index) => cell !== '' && index < written.length && written[index] === '')
  if (strict && extra !== -1) return nameless(line, extra)
  const end = filledEnd(cells)
  const found = cells.length < columns.length ? cells.length : Math.max(columns.length, end)
  const known = new Map<string, string>()
  for (const [index, name] of columns.entries()) {
    const cell = cells[index]
    if (name !== undefined && cell !== undefined) known.set(name, cell)
  }
  return {
    _tag: 'TableRow',
    line,
    cells: known,
    ...(found === columns.length ? {} : { uneven: { expected: columns.length, found } }),
  }
}

/** The lines from the header on, with the ones before it left blank, so that lines are counted as in the file. */
interface Opened {
  readonly separator: string
  readonly lines: AsyncGenerator<string>
  readonly fault: () => FileFault | undefined
}

const open = async (source: AsyncIterable<string | FileFault>): Promise<Opened | FileFault | undefined> => {
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
  let said: string | undefined
  let header = await next()
  for (; header !== undefined; header = await next()) {
    const found = /^\ufeff?\s*"?sep=(.)"?[\s,;]*$/i.exec(header)?.[1]
    if (found === undefined && header.trim() !== '') break
    said ??= found
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
  return { separator: said ?? best, lines: lines(), fault: () => fault }
}

interface Parsed {
  readonly cells: ReadonlyArray<string>
  /** Where it begins. */
  readonly line: number
}

/**
 * Parses pieces of text, and gives the records of each as soon as it is taken. All that were whole come before a throw.
 */
async function* recordsOf(
  lines: AsyncIterable<string>,
  separator: string,
  failed: (error: unknown, line: number) => void,
): AsyncGenerator<Parsed> {
  let records: Array<Parsed> = []
  let end = 0
  let error: unknown
  const parser = parse({
    bom: true,
    delimiter: separator,
    max_record_size: longestRow,
    // Taken here: what waits in a stream is lost where a later piece cannot be parsed.
    on_record: (record, { lines: at }) => {
      records.push({ cells: record.map(unwrapped), line: end + 1 })
      end = at
      return undefined
    },
    record_delimiter: '\n',
    relax_column_count: true,
    relax_quotes: true,
    trim: separator !== '\t',
  })
  parser.resume()
  parser.on('error', (thrown: unknown) => {
    error ??= thrown
  })
  const taken = (): ReadonlyArray<Parsed> => {
    const all = records
    records = []
    return all
  }
  const write = (text: string): Promise<void> =>
    new Promise((done) => {
      parser.write(text, (thrown) => {
        error ??= thrown ?? undefined
        done()
      })
    })
  try {
    let text = ''
    for await (const line of lines) {
      text += line
      if (text.length < piece) continue
      await write(text)
      text = ''
      yield* taken()
      if (error !== undefined) break
    }
    if (error === undefined) {
      await write(text)
      parser.end()
      await finished(parser).catch((thrown: unknown) => {
        error ??= thrown
      })
    }
    yield* taken()
    if (error !== undefined) failed(error, end + 1)
  } finally {
    parser.destroy()
  }
}

const isOpenQuote = (error: unknown): boolean =>
  error instanceof CsvError && (error.code === 'CSV_QUOTE_NOT_CLOSED' || error.code === 'CSV_MAX_RECORD_SIZE')

/**
 * Reads the lines of a table: a header, then rows, separated by commas, semicolons or tabs, whichever the header has most of, or what
 * an Excel line such as `sep=;` before it says. Quotes as in RFC 4180. Blank rows, blank cells beyond the header, repeats of the
 * header and `="…"` are what Excel leaves, and are no trouble. What is wrong with the whole table is told once, as the last thing.
 */
export async function* tableRows(
  source: AsyncIterable<string | FileFault>,
  options: TableOptions,
): AsyncGenerator<TableRow | FileFault> {
  const opened = await open(source)
  if (opened === undefined || isFileFault(opened)) {
    yield opened ?? empty(options.required)
    return
  }
  let header: Header | undefined
  let wrong: FileFault | undefined
  const records = recordsOf(opened.lines, opened.separator, (error, line) => {
    wrong = isOpenQuote(error) ? openQuote(line) : unparsed(line)
  })
  for await (const { cells, line } of records) {
    if (cells.every((cell) => cell === '')) continue
    if (header === undefined) {
      const made = headerOf(cells, line, options)
      if (isFileFault(made)) {
        yield made
        return
      }
      header = made
      continue
    }
    if (header.written.every((name, index) => cells[index] === name)) continue
    const row = rowOf(header, cells, line, options.others !== 'passed-over')
    yield row
    if (isFileFault(row)) return
  }
  const fault = opened.fault() ?? wrong
  if (fault !== undefined) yield fault
}

const unparsed = (line: number): FileFault =>
  fileFault(
    'separator',
    line,
    bilingual(`the row on line ${line} is no row of a table`, `第 ${line} 行不是表格中的一行`),
    saveAsUtf8,
  )
