import * as E from 'fp-ts/lib/Either.js'
import { appendFile, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type DurableFile,
  type JournalEntry,
  durableFile,
  fileJournal,
  fileLedger,
  nothingSpent,
  takenOf,
} from '../src/index.js'
import { resume } from '../src/apply-progress.js'
import { memoryJournal } from './memory-journal.js'
import { all } from './shared-state.js'

const intent = (n: number): JournalEntry => ({ entry: 'intent', n, at: 1 })

describe('a journal in a file', () => {
  const opened: Array<DurableFile> = []
  const fileAt = (path: string): DurableFile => {
    const file = durableFile(path)
    opened.push(file)
    return file
  }
  let folder: string
  let path: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mini-domains-journal-'))
    path = join(folder, 'journal')
  })
  afterEach(async () => {
    for (const file of opened.splice(0)) await file.close().catch(() => undefined)
    await rm(folder, { recursive: true })
  })

  test('keeps what was appended at the same time, in order, and gives it to the next', async () => {
    const journal = fileJournal(fileAt(path))
    const written = await Promise.all(Array.from({ length: 200 }, (_, n) => journal.append(intent(n))()))
    expect(written.every(E.isRight)).toBe(true)
    const entries = await all(fileJournal(fileAt(path)).entries())
    expect(entries).toEqual(Array.from({ length: 200 }, (_, n) => E.right(intent(n))))
  })

  test('cut at any byte gives what is whole, and goes on', async () => {
    const file = fileAt(path)
    const journal = fileJournal(file)
    for (const n of [0, 1, 2]) await journal.append(intent(n))()
    await file.close()
    const whole = await readFile(path)
    const line = whole.length / 3
    for (let bytes = 0; bytes <= whole.length; bytes += 1) {
      await writeFile(path, whole)
      await truncate(path, bytes)
      const torn = fileAt(path)
      await fileJournal(torn).append(intent(9))()
      const kept = Array.from({ length: Math.floor(bytes / line) }, (_, n) => E.right(intent(n)))
      expect(await all(fileJournal(torn).entries())).toEqual([...kept, E.right(intent(9))])
      await torn.close()
    }
  })

  test('broken in its middle is a failure', async () => {
    await appendFile(path, '{"entry":"intent","n":1,"at":1}\nnonsense\n{"entry":"intent","n":2,"at":1}\n')
    const entries = await all(fileJournal(fileAt(path)).entries())
    expect(entries[1]).toMatchObject({ _tag: 'Left', left: { reason: 'corrupt' } })
  })

  test('that cannot be written says so', async () => {
    const journal = fileJournal(fileAt(join(folder, 'no', 'such', 'folder')))
    expect(await journal.append(intent(1))()).toMatchObject({ _tag: 'Left', left: { reason: 'unavailable' } })
  })

  test('of a ledger counts on where the last process ended', async () => {
    const address = { vendor: 'wechat', app: 'a', list: 'server' as const }
    const first = fileLedger(fileAt(path))
    await Promise.all([
      first.record(address, '2026-11', { held: 2 })(),
      first.record(address, '2026-11', { held: -2, spent: 1, unknown: 1 })(),
    ])
    const second = fileLedger(fileAt(path))
    expect(await second.spending(address, '2026-11')()).toEqual(
      E.right({ spent: 1, unknown: 1, held: 0, exhausted: false }),
    )
    expect(await second.spending(address, '2026-12')()).toEqual(E.right(nothingSpent))
  })
})

describe('a ledger in a file', () => {
  const address = { vendor: 'wechat', app: 'a', list: 'server' as const }
  const fileOf = (...lines: ReadonlyArray<string>): DurableFile => {
    const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''))
    return {
      read: async function* () {
        yield await Promise.resolve(bytes)
      },
      truncate: () => Promise.resolve(),
      append: () => Promise.resolve(),
      close: () => Promise.resolve(),
    }
  }
  const key = '2026-11 wechat app a server'

  test('of the first releases has a word in each line, which counts one', async () => {
    const lines = ['spent', 'unknown', 'spent', 'exhausted'].map((entry) => JSON.stringify({ key, entry }))
    const ledger = fileLedger(fileOf(...lines))
    expect(await ledger.spending(address, '2026-11')()).toEqual(
      E.right({ spent: 2, unknown: 1, held: 0, exhausted: true }),
    )
  })

  test('left by a crash counts what a change may have spent until it is settled', async () => {
    const held = JSON.stringify({ key, entry: { held: 2 } })
    const before = await fileLedger(fileOf(held)).spending(address, '2026-11')()
    expect(E.isRight(before) && takenOf(before.right)).toBe(2)
    const settled = JSON.stringify({ key, entry: { held: -2, spent: 1, unknown: 0 } })
    const after = await fileLedger(fileOf(held, settled)).spending(address, '2026-11')()
    expect(E.isRight(after) && takenOf(after.right)).toBe(1)
  })

  test('with a line that is neither a word nor counts is a failure', async () => {
    const ledger = fileLedger(fileOf(JSON.stringify({ key, entry: { spent: 'many' } })))
    expect(await ledger.spending(address, '2026-11')()).toMatchObject({ left: { reason: 'corrupt' } })
  })
})

describe('resuming', () => {
  test('knows what ended, what was begun, and what is tried again', async () => {
    const journal = memoryJournal()
    journal.kept.push(
      { entry: 'plan', format: 1, plan: 'p' },
      intent(1),
      { entry: 'end', n: 1, status: 'done', modification: 'spent' },
      intent(2),
      { entry: 'end', n: 3, status: 'failed', modification: 'not-spent' },
      { entry: 'end', n: 4, status: 'failed', modification: 'unknown' },
    )
    const progress = await resume(journal, 'p', 6)
    if (E.isLeft(progress)) throw new Error(progress.left.message)
    expect([0, 1, 2, 3, 4].map(progress.right.statusOf)).toEqual(['untouched', 'done', 'begun', 'untouched', 'failed'])
    expect(progress.right).toMatchObject({ ended: 2, well: 1 })
  })

  test('refuses the journal of another plan', async () => {
    const journal = memoryJournal()
    await resume(journal, 'p', 3)
    expect(await resume(journal, 'q', 3)).toMatchObject({
      _tag: 'Left',
      left: { message: 'the journal belongs to another plan' },
    })
  })
})
