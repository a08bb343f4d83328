import { type Bilingual } from '@mini-domains/core'
import { bilingual } from '@mini-domains/core/adapter'
import { type FileFault, isFileFault, jsonLinesFault, tableRows } from '@mini-domains/files'
import * as E from 'fp-ts/lib/Either.js'
import { identity } from 'fp-ts/lib/function.js'
import { tableOptionsOf } from './app-columns.js'
import { jsonRow, tableApp } from './app-row.js'
import { type Diagnostic, diagnostic } from './diagnostic.js'
import { type DesiredApp, type DesiredAppFile } from './desired-file.js'
import { type DesiredState } from './desired-state.js'
import { type OpenLines } from './file-lines.js'
import { eachAppOnce } from './issue-words.js'

/**
 * One app of a fleet, and where it stands.
 */
export interface FleetApp {
  readonly app: DesiredApp
  /** `apps.csv:17:1`. */
  readonly at: string
  /** The file of apps that it is a row of, as the desired state names it; `undefined` for apps of the desired state itself. */
  readonly file?: string
  /** Where its own extra domains stand, for apps of the desired state itself. */
  readonly path?: string
}

/**
 * An app, or what is wrong with its row.
 */
export type FleetRow = E.Either<ReadonlyArray<Diagnostic>, FleetApp>

interface Row {
  readonly line: number
  readonly read: ReturnType<typeof jsonRow>
}

const rowError = (file: string, line: number, path: string, expected: Bilingual, found: Bilingual): Diagnostic =>
  diagnostic({ file, line, column: 1, path, expected, found })

const faultError = (file: string, { line, column, message, hint }: FileFault): Diagnostic => {
  const path = column ?? '(the file)'
  const place = `${file}:${line}:1`
  return {
    file,
    line,
    column: 1,
    path,
    expected: hint,
    found: message,
    message:
      column === undefined
        ? bilingual(`${place}: ${message.en}. ${hint.en}`, `${place}：${message.zh}。${hint.zh}`)
        : bilingual(`${place}: ${column}: ${message.en}. ${hint.en}`, `${place}：${column}：${message.zh}。${hint.zh}`),
  }
}

type Lines = AsyncIterable<string | FileFault>

/** The format that is named, else what the first line looks like: an object of JSON, or the header of a table. */
const opened = async (
  file: DesiredAppFile,
  lines: Lines,
): Promise<{ readonly format: 'csv' | 'jsonl'; readonly lines: Lines }> => {
  if (file.format !== undefined) return { format: file.format, lines }
  const iterator = lines[Symbol.asyncIterator]()
  const first: Array<string | FileFault> = []
  let format: 'csv' | 'jsonl' = 'csv'
  for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) {
    first.push(next.value)
    const text = isFileFault(next.value) ? 'fault' : next.value.replace(/^\uFEFF/, '').trim()
    if (text === '') continue
    format = /^[{[]/.test(text) ? 'jsonl' : 'csv'
    break
  }
  async function* again(): AsyncGenerator<string | FileFault> {
    try {
      yield* first
      for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield next.value
    } finally {
      await iterator.return?.()
    }
  }
  return { format, lines: again() }
}

async function* jsonRows(file: DesiredAppFile, lines: Lines): AsyncGenerator<Row | FileFault> {
  let number = 0
  let isBegun = false
  for await (const text of lines) {
    number += 1
    const fault = isFileFault(text) ? text : isBegun ? undefined : jsonLinesFault(text.replace(/^\uFEFF/, ''), number)
    if (isFileFault(text) || fault !== undefined) {
      if (fault !== undefined) yield fault
      return
    }
    isBegun ||= text.trim() !== ''
    const line = number === 1 ? text.replace(/^\uFEFF/, '') : text
    if (line.trim() !== '') yield { line: number, read: jsonRow(file, line) }
  }
}

const keyedFault: FileFault = {
  _tag: 'FileFault',
  reason: 'column',
  line: 1,
  message: bilingual(
    'it has JSON Lines, and columns: names columns of a table',
    '文件为 JSON Lines，而 columns: 指定的是表格的列',
  ),
  hint: bilingual('Take columns: of this file out of the config.', '请从配置中去掉该文件的 columns:。'),
}

async function* writtenRows(file: DesiredAppFile, openLines: OpenLines): AsyncGenerator<Row | FileFault> {
  const { format, lines } = await opened(file, openLines(file.path))
  if (format === 'jsonl') {
    if (file.columns !== undefined) yield keyedFault
    else yield* jsonRows(file, lines)
    return
  }
  for await (const row of tableRows(lines, tableOptionsOf(file)))
    yield isFileFault(row) ? row : { line: row.line, read: tableApp(file, row) }
}

// An export that failed leaves a header, and a fleet without apps would be in sync.
const noApps: FileFault = {
  _tag: 'FileFault',
  reason: 'missing',
  line: 1,
  message: bilingual('there is no app in it', '其中没有任何小程序'),
  hint: bilingual('Export it again, or take it out of appFiles.', '请重新导出，或将其从 appFiles 中去掉。'),
}

async function* rowsOf(file: DesiredAppFile, openLines: OpenLines): AsyncGenerator<Row | FileFault> {
  let isEmpty = true
  for await (const row of writtenRows(file, openLines)) {
    isEmpty = false
    yield row
  }
  if (isEmpty) yield noApps
}

const unopened = (file: DesiredAppFile): FleetRow =>
  E.left([
    rowError(
      file.path,
      1,
      '(the file)',
      bilingual('a file that can be read', '可读取的文件'),
      bilingual('none, or its reading broke off', '无，或读取中断'),
    ),
  ])

const atLine = (file: DesiredAppFile, line: number): string => `${file.path}:${line}:1`

/** Where an app stands: in the desired state itself (file 0, its n-th app), or in its n-th file of apps (from 1), on a line. */
interface AppPlace {
  readonly file: number
  readonly row: number
}

const rowsAtMost = 2 ** 32

/** Notes an app where it is new; else tells where it stands already. Some 100 bytes an app, so places are kept as one number. */
const appRegister = () => {
  const places = new Map<string, number>()
  return ({ vendor, id }: { readonly vendor: string; readonly id: string }, place: AppPlace): AppPlace | undefined => {
    const key = JSON.stringify([vendor, id])
    const known = places.get(key)
    if (known !== undefined) return { file: Math.floor(known / rowsAtMost), row: known % rowsAtMost }
    places.set(key, place.file * rowsAtMost + place.row)
    return undefined
  }
}

const placeName = ({ content, at }: DesiredState, { file, row }: AppPlace): string => {
  const from = content.appFiles?.[file - 1]
  return from === undefined ? at(`apps.${row}`) : atLine(from, row)
}

/** Takes rows as apps, each app once over the whole fleet: of those that come again, the first one counts. */
const registered = (desired: DesiredState) => {
  const note = appRegister()
  const { apps = [], appFiles = [] } = desired.content
  const { rewrite = identity } = desired
  // Those of the desired state itself were compared when it was read.
  if (appFiles.length > 0) apps.forEach((app, row) => note(app, { file: 0, row }))
  return (file: DesiredAppFile, index: number, { line, read }: Row): FleetRow => {
    if (E.isLeft(read))
      return E.left(read.left.map(({ path, expected, found }) => rowError(file.path, line, path, expected, found)))
    const app = read.right
    const known = note(app, { file: index + 1, row: line })
    if (known === undefined) return E.right({ app: rewrite(app), at: atLine(file, line), file: file.path })
    const place = placeName(desired, known)
    const found = bilingual(
      `"${app.id}" of ${app.vendor} again, which stands at ${place}`,
      `重复的 "${app.id}"（${app.vendor}），已出现在 ${place}`,
    )
    return E.left([rowError(file.path, line, 'id', eachAppOnce, found)])
  }
}

/**
 * Gives all apps of a desired state, one after the other: first those that stand in it, then those of its files. A row of an
 * app that came before is an error that names both places.
 */
export async function* appsOf(desired: DesiredState, openLines: OpenLines | undefined): AsyncGenerator<FleetRow> {
  const { apps = [], appFiles = [] } = desired.content
  for (const [index, app] of apps.entries()) {
    const path = `apps.${index}`
    yield E.right({ app, at: desired.at(path), path })
  }
  const register = registered(desired)
  for (const [index, file] of appFiles.entries()) {
    try {
      if (openLines === undefined) yield unopened(file)
      else
        for await (const row of rowsOf(file, openLines))
          yield isFileFault(row) ? E.left([faultError(file.path, row)]) : register(file, index, row)
    } catch {
      yield unopened(file)
    }
  }
}
