import * as E from 'fp-ts/lib/Either.js'
import { parse } from 'csv-parse'
import * as t from 'io-ts'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { type ImportLine, readRow } from './import-row.js'

/**
 * A file as it is read: bytes or text, piece by piece.
 */
export type FilePieces = AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>

const Parsed = t.type({ record: t.array(t.string), info: t.type({ lines: t.number }) })

const rowOf = (header: ReadonlyArray<string>, cells: ReadonlyArray<string>): ImportLine['row'] =>
  cells.length === header.length
    ? readRow(Object.fromEntries(header.map((name, index) => [name, cells[index]])))
    : E.left(`expected ${header.length} columns, found ${cells.length}`)

/**
 * Reads CSV with a header line that names `appId`, `refreshToken` and, if it is known, `gotAt`. Any order, other columns are
 * passed over; a byte order mark and quotes are understood.
 */
export async function* csvRows(file: FilePieces): AsyncGenerator<ImportLine> {
  const parser = Readable.from(file, { objectMode: false }).pipe(
    parse({ bom: true, info: true, relax_column_count: true, relax_quotes: true, trim: true, skip_empty_lines: true }),
  )
  let header: ReadonlyArray<string> | undefined
  for await (const chunk of parser) {
    if (!Parsed.is(chunk)) continue
    const { record, info } = chunk
    if (header === undefined) header = record
    else yield { line: info.lines, row: rowOf(header, record) }
  }
}

const jsonOf = (text: string): ImportLine['row'] => {
  try {
    return readRow(JSON.parse(text))
  } catch {
    return E.left('expected one JSON object')
  }
}

/**
 * Reads JSON Lines: one object a line, with `appId`, `refreshToken` and, if it is known, `gotAt`. Empty lines are passed over.
 */
export async function* jsonLineRows(file: FilePieces): AsyncGenerator<ImportLine> {
  let line = 0
  for await (const text of createInterface({
    input: Readable.from(file, { objectMode: false }),
    crlfDelay: Infinity,
  })) {
    line += 1
    const clean = line === 1 ? text.replace(/^\ufeff/, '') : text
    if (clean.trim() !== '') yield { line, row: jsonOf(clean) }
  }
}
