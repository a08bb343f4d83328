import { type StoreFailure, bilingual } from '@mini-domains/core'
import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import type * as t from 'io-ts'
import { type DurableFile } from './durable-file.js'

/**
 * Entries in a file, one line of JSON each, appended durably.
 */
export interface JsonLog<A> {
  readonly entries: () => AsyncIterable<E.Either<StoreFailure, A>>
  readonly append: (entry: A) => TE.TaskEither<StoreFailure, void>
}

const failure = (reason: StoreFailure['reason'], message: string): StoreFailure => ({
  _tag: 'StoreFailure',
  reason,
  message,
  hint:
    reason === 'corrupt'
      ? bilingual('The file is damaged in its middle; use another one.', '文件中部已损坏，请改用其他文件。')
      : bilingual('Check that the file can be written and the disk has room.', '请检查文件是否可写、磁盘是否有空间。'),
})

interface Line {
  readonly text: string
  /** Bytes up to the end of it. */
  readonly end: number
}

const newline = 10

async function* linesOf(file: DurableFile): AsyncGenerator<Line> {
  let rest = Buffer.alloc(0)
  let end = 0
  for await (const bytes of file.read()) {
    rest = Buffer.concat([rest, bytes])
    for (let at = rest.indexOf(newline); at !== -1; at = rest.indexOf(newline)) {
      end += at + 1
      yield { text: rest.subarray(0, at).toString('utf8'), end }
      rest = rest.subarray(at + 1)
    }
  }
}

const decoded = <A>(codec: t.Type<A, unknown, unknown>, line: Line): E.Either<StoreFailure, A> => {
  const json = E.tryCatch(
    (): unknown => JSON.parse(line.text),
    () => undefined,
  )
  const entry = E.isLeft(json) ? json : codec.decode(json.right)
  return E.isLeft(entry) ? E.left(failure('corrupt', `an entry cannot be read before byte ${line.end}`)) : entry
}

/**
 * Keeps entries in a file. A last line that a crash tore is cut off before anything is appended; a line that is broken
 * elsewhere is a failure, `corrupt`. Appends that come at the same time share one write to the disk.
 */
export const jsonLog = <A>(file: DurableFile, codec: t.Type<A, unknown, unknown>): JsonLog<A> => {
  let mended: Promise<void> | undefined
  let waiting: Array<string> = []
  let writing: Promise<void> | undefined
  const mend = async (): Promise<void> => {
    let end = 0
    for await (const line of linesOf(file)) end = line.end
    await file.truncate(end)
  }
  const write = async (before: Promise<void> | undefined): Promise<void> => {
    await before?.catch(() => undefined)
    await (mended ??= mend())
    const texts = waiting
    waiting = []
    writing = undefined
    last = file.append(texts.join('')).catch((error: unknown) => {
      // Part of it may have arrived.
      mended = undefined
      throw error
    })
    await last
  }
  let last: Promise<void> | undefined
  const enqueue = (text: string): Promise<void> => {
    waiting.push(text)
    return (writing ??= write(last))
  }
  return {
    entries: async function* () {
      try {
        for await (const line of linesOf(file)) yield decoded(codec, line)
      } catch {
        yield E.left(failure('unavailable', 'the file cannot be read'))
      }
    },
    append: (entry) => async () => {
      try {
        await enqueue(`${JSON.stringify(codec.encode(entry))}\n`)
        return E.right(undefined)
      } catch {
        return E.left(failure('unavailable', 'the file cannot be written'))
      }
    },
  }
}
