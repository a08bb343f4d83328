import { CsvError, parse } from 'csv-parse'
import { finished } from 'node:stream/promises'
import { type FileFault } from './file-fault.js'
import { openQuote, unparsed } from './table-fault.js'

const longestRow = 4 * 1024 * 1024

const piece = 65_536

// What people write for a text that a spreadsheet must not take for a number, and do not see in it: ="wx1", '17712345.
const unwrapped = (cell: string): string => {
  const text = cell.trim()
  return /^="([^]*)"$/.exec(text)?.[1] ?? /^'([0-9A-Za-z][!-~]*)$/.exec(text)?.[1] ?? text
}

const isOpenQuote = (error: unknown): boolean =>
  error instanceof CsvError && (error.code === 'CSV_QUOTE_NOT_CLOSED' || error.code === 'CSV_MAX_RECORD_SIZE')

const faultOf = (error: unknown, line: number): FileFault => (isOpenQuote(error) ? openQuote(line) : unparsed(line))

/**
 * The cells of one record, and where it begins.
 */
export interface TableRecord {
  readonly cells: ReadonlyArray<string>
  /** Where it begins. */
  readonly line: number
}

/**
 * Parses the lines of a table, and gives its records piece by piece. All whole records come before `failed` is called with what is wrong.
 */
export async function* recordsOf(
  lines: AsyncIterable<string>,
  separator: string,
  failed: (fault: FileFault) => void,
): AsyncGenerator<TableRecord> {
  let records: Array<TableRecord> = []
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
  const taken = (): ReadonlyArray<TableRecord> => {
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
    if (error !== undefined) failed(faultOf(error, end + 1))
  } finally {
    parser.destroy()
  }
}
