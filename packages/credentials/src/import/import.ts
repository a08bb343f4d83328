import { type FileFault, isFileFault } from '@mini-domains/files'
import { type DomainError } from '@mini-domains/core'
import { type StoreFailure } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import { type TokenContext, whereOf } from '../tokens/context.js'
import { type ImportLine, type ImportRow, readRow } from './import-row.js'
import { type AppRecord, reconsidered } from '../records/app-record.js'
import { storeError } from '../tokens/token-errors.js'

/**
 * What is imported: rows of your own, or what `csvRows` and `jsonLineRows` read.
 */
export type ImportSource = Iterable<ImportRow> | AsyncIterable<ImportLine | FileFault>

/**
 * How far an import has come.
 */
export interface ImportProgress {
  /** Rows read, bad ones too. */
  readonly read: number
  /** Rows whose refresh token is now kept, or whose app is no longer recorded as lost. */
  readonly stored: number
  /** Rows for whose app a token as new or newer was kept already. */
  readonly unchanged: number
  /** Of those, rows with another token than the one that is kept, which was as new, or whose age is not known. */
  readonly passedOver: number
  readonly bad: number
  /** Every line up to here is done: go on from it after a break, with `after`. */
  readonly line: number
}

/**
 * What an import came to.
 */
export interface ImportReport extends ImportProgress {
  /** Each bad row by its line; at most 1,000 of them, the number in `bad` counts all. */
  readonly badRows: ReadonlyArray<{ readonly line: number; readonly problem: string }>
  /** Why it ended before its end, where it did. All lines up to `line` are stored. */
  readonly stopped: DomainError | undefined
  /** Why the file was not read, or not read on, where it was not. */
  readonly refused: FileFault | undefined
}

/**
 * How to import.
 */
export interface ImportOptions {
  /** Passes over the lines up to this one: the `line` of the report or progress before. */
  readonly after?: number
  /** Hears how far it has come, after every thousand rows and at the end. */
  readonly onProgress?: (progress: ImportProgress) => void
  /** Hears of each bad row, also beyond those that the report lists. */
  readonly onBadRow?: (line: number, problem: string) => void
  /** Hears of each row that was passed over, since another token is kept for its app. */
  readonly onPassedOver?: (line: number) => void
}

type Change = 'stored' | 'unchanged' | 'passed-over'

const merged = (context: TokenContext, row: ImportRow, record: AppRecord): AppRecord | undefined => {
  const { refreshToken, lost } = record
  // Whoever imports after the loss says that the app is there: it is asked for again, with whichever refresh token.
  if (refreshToken === row.refreshToken)
    return lost !== null && (row.gotAt ?? Infinity) > lost.at ? reconsidered(record) : undefined
  const isOlder = row.gotAt === undefined || row.gotAt <= record.refreshTokenAt
  if (refreshToken !== null && isOlder && lost === null) return undefined
  return {
    ...record,
    refreshToken: row.refreshToken,
    refreshTokenAt: row.gotAt ?? context.clock.now(),
    token: null,
    intent: null,
    lost: null,
    doubted: null,
  }
}

const importRow = async (context: TokenContext, row: ImportRow): Promise<E.Either<StoreFailure, Change>> => {
  let change: Change = 'unchanged'
  const updated = await context.apps.update(context.names.app(row.appId), (record) => {
    const next = merged(context, row, record)
    const isSame = record.refreshToken === row.refreshToken
    change = next === undefined ? (isSame ? 'unchanged' : 'passed-over') : 'stored'
    return next
  })
  return E.map(() => change)(updated)
}

const isLine = (input: ImportRow | ImportLine | FileFault): input is ImportLine => 'line' in input && 'row' in input

async function* linesOf(source: ImportSource): AsyncGenerator<ImportLine | FileFault> {
  let line = 0
  for await (const item of source) {
    line += 1
    if (isFileFault(item)) yield item
    else yield isLine(item) ? item : { line, row: readRow(item) }
  }
}

const atOnce = 32
const listed = 1_000
const tellEvery = 1_000

/**
 * Imports rows in batches, each batch stored before the next is read, so that memory does not grow with the file.
 */
export const importRows = async (
  context: TokenContext,
  source: ImportSource,
  { after = 0, onProgress, onBadRow, onPassedOver }: ImportOptions,
): Promise<E.Either<DomainError, ImportReport>> => {
  const badRows: Array<{ readonly line: number; readonly problem: string }> = []
  let progress: ImportProgress = { read: 0, stored: 0, unchanged: 0, passedOver: 0, bad: 0, line: after }
  let batch: Array<ImportLine> = []

  const refuse = (line: number, problem: string): void => {
    if (badRows.length < listed) badRows.push({ line, problem })
    onBadRow?.(line, problem)
  }
  const flush = async (): Promise<StoreFailure | undefined> => {
    const done = await Promise.all(
      batch.map(async ({ line, row }) => {
        if (E.isRight(row)) {
          const change = await importRow(context, row.right)
          if (E.isRight(change) && change.right === 'passed-over') onPassedOver?.(line)
          return change
        }
        refuse(line, row.left)
        return E.right('bad' as const)
      }),
    )
    const failed = done.find(E.isLeft)
    if (failed !== undefined) return failed.left
    const count = (what: string): number => done.filter((one) => E.isRight(one) && one.right === what).length
    progress = {
      read: progress.read + batch.length,
      stored: progress.stored + count('stored'),
      unchanged: progress.unchanged + count('unchanged') + count('passed-over'),
      passedOver: progress.passedOver + count('passed-over'),
      bad: progress.bad + count('bad'),
      line: batch.at(-1)?.line ?? progress.line,
    }
    if (Math.floor(progress.read / tellEvery) > Math.floor((progress.read - batch.length) / tellEvery))
      onProgress?.(progress)
    batch = []
    return undefined
  }

  let failure: StoreFailure | undefined
  let refused: FileFault | undefined
  for await (const item of linesOf(source)) {
    if (isFileFault(item)) {
      refused = item
      break
    }
    if (item.line <= after) continue
    batch.push(item)
    if (batch.length >= atOnce) failure = await flush()
    if (failure !== undefined) break
  }
  failure ??= await flush()
  onProgress?.(progress)
  const stopped = failure === undefined ? undefined : storeError(whereOf(context, 'import'), failure)
  return E.right({ ...progress, badRows, stopped, refused })
}
