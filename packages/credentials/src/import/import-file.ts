import {
  appIdNames,
  columnFinder,
  type FileFault,
  type FilePieces,
  isFileFault,
  jsonLinesFault,
  tableRows,
  textLines,
} from '@mini-domains/files'
import * as E from 'fp-ts/lib/Either.js'
import { type ImportLine, readRow } from './import-row.js'

export { type FilePieces } from '@mini-domains/files'

/** Names that consoles, SDKs and tables of databases have for what an import reads. */
const importColumn = columnFinder({
  appId: appIdNames,
  refreshToken: [
    'refresh token',
    'authorizer refresh token',
    'authorization refresh token',
    'app refresh token',
    '刷新令牌',
    '授权方刷新令牌',
    '接口调用凭据刷新令牌',
  ],
  gotAt: ['got at', '获取时间', '授权时间'],
})

/**
 * Reads a table with a header that names `appId`, `refreshToken` and, if it is known, `gotAt`, or a vendor's words for them such as
 * `authorizer_appid`, `authorizer_refresh_token`, `小程序appid`. Any order, other columns are passed over. UTF-8, UTF-16 or GB18030;
 * commas, semicolons or tabs. What is wrong with all of it, such as a missing column, comes once, as the last thing.
 */
export async function* csvRows(file: FilePieces): AsyncGenerator<ImportLine | FileFault> {
  const options = { column: importColumn, required: ['appId', 'refreshToken'], others: 'passed-over' } as const
  for await (const row of tableRows(textLines(file), options)) {
    if (isFileFault(row)) yield row
    else if (row.uneven === undefined) yield { line: row.line, row: readRow(Object.fromEntries(row.cells)) }
    else {
      const { expected, found } = row.uneven
      yield { line: row.line, row: E.left(`expected ${expected} columns, found ${found}`) }
    }
  }
}

const isRecord = (input: unknown): input is Readonly<Record<string, unknown>> =>
  typeof input === 'object' && input !== null && !Array.isArray(input)

const renamed = (input: unknown): unknown =>
  isRecord(input)
    ? Object.fromEntries(Object.entries(input).map(([name, value]) => [importColumn(name) ?? name, value]))
    : input

const jsonOf = (text: string): ImportLine['row'] => {
  try {
    return readRow(renamed(JSON.parse(text)))
  } catch {
    return E.left('expected one JSON object')
  }
}

/**
 * Reads JSON Lines: one object a line, with `appId`, `refreshToken` and, if it is known, `gotAt`, or the vendors' words for them.
 * UTF-8, UTF-16 or GB18030. Empty lines are passed over. What is wrong with the file itself comes once, as the last thing.
 */
export async function* jsonLineRows(file: FilePieces): AsyncGenerator<ImportLine | FileFault> {
  let line = 0
  let isBegun = false
  for await (const text of textLines(file)) {
    line += 1
    const fault = isFileFault(text) ? text : isBegun ? undefined : jsonLinesFault(text, line)
    if (isFileFault(text) || fault !== undefined) {
      if (fault !== undefined) yield fault
      return
    }
    isBegun ||= text.trim() !== ''
    if (text.trim() !== '') yield { line, row: jsonOf(text) }
  }
}
