import * as E from 'fp-ts/lib/Either.js'
import { type OpenLines } from './app-source.js'
import { csvRow, jsonRow } from './app-row.js'
import { csvFields } from './csv-row.js'
import { type Complaint, complaint } from './complaint.js'
import { type DesiredApp, type DesiredAppFile } from './desired-file.js'
import { type DesiredState } from './desired-state.js'

/**
 * One app of a fleet, and where it stands.
 */
export interface FleetApp {
  readonly app: DesiredApp
  /** `apps.csv:17:1`. */
  readonly at: string
  /** Where its own extra domains stand, for apps of the desired state itself. */
  readonly path?: string
}

/**
 * An app, or what is wrong with its row.
 */
export type FleetRow = E.Either<ReadonlyArray<Complaint>, FleetApp>

const formatOf = (file: DesiredAppFile): 'csv' | 'jsonl' => file.format ?? (/\.csv$/i.test(file.path) ? 'csv' : 'jsonl')

const rowError = (file: string, line: number, path: string, expected: string, found: string): Complaint =>
  complaint({ file, line, column: 1, path, expected, found })

const placed = (file: string, line: number, row: ReturnType<typeof jsonRow>): FleetRow =>
  E.isLeft(row)
    ? E.left(row.left.map(({ path, expected, found }) => rowError(file, line, path, expected, found)))
    : E.right({ app: row.right, at: `${file}:${line}:1` })

async function* rowsOf(file: DesiredAppFile, openLines: OpenLines): AsyncGenerator<FleetRow> {
  let columns: ReadonlyArray<string> | undefined
  let number = 0
  for await (const text of openLines(file.path)) {
    number += 1
    const line = number === 1 ? text.replace(/^\uFEFF/, '') : text
    if (line.trim() === '') continue
    if (formatOf(file) === 'jsonl') yield placed(file.path, number, jsonRow(file, line))
    else if (columns === undefined) columns = csvFields(line) ?? []
    else yield placed(file.path, number, csvRow(file, columns, line))
  }
}

const unopened = (file: DesiredAppFile): FleetRow =>
  E.left([rowError(file.path, 1, '(the file)', 'a file that can be read', 'none, or its reading broke off')])

/**
 * Gives all apps of a desired state, one after the other: first those that stand in it, then those of its files.
 */
export async function* appsOf(desired: DesiredState, openLines: OpenLines | undefined): AsyncGenerator<FleetRow> {
  let index = 0
  for (const app of desired.content.apps ?? []) {
    const path = `apps.${index}`
    yield E.right({ app, at: desired.at(path), path })
    index += 1
  }
  for (const file of desired.content.appFiles ?? []) {
    try {
      if (openLines === undefined) yield unopened(file)
      else yield* rowsOf(file, openLines)
    } catch {
      yield unopened(file)
    }
  }
}
