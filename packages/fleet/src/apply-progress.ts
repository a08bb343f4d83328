import { type StoreFailure } from '@mini-domains/core'
import * as E from 'fp-ts/lib/Either.js'
import { type ItemStatus } from './apply-event.js'
import { type Journal, type JournalEntry } from './journal.js'

/**
 * How far an apply has come, line by line of its plan. `begun`: a write may have been sent, and nobody saw its end.
 */
export interface Progress {
  readonly statusOf: (n: number) => ItemStatus | 'untouched' | 'begun'
  /** When the write of a line was begun. */
  readonly begunAt: (n: number) => number
  readonly ended: number
  /** Of those, how many ended as aimed. */
  readonly well: number
}

// One byte a line: a plan of 100,000 lines takes 100 kB.
const codes = ['untouched', 'begun', 'done', 'already', 'partial', 'stale', 'failed'] as const

const isFree = (entry: Extract<JournalEntry, { readonly entry: 'end' }>): boolean =>
  entry.status === 'failed' && entry.modification === 'not-spent'

interface Book {
  readonly states: Uint8Array
  readonly begun: Map<number, number>
  plan: string | undefined
}

const note = (book: Book, entry: JournalEntry): void => {
  switch (entry.entry) {
    case 'plan':
      book.plan = entry.plan
      return
    case 'intent':
      book.states[entry.n] = 1
      book.begun.set(entry.n, entry.at)
      return
    case 'end':
      // What surely did nothing and cost nothing is tried again.
      book.states[entry.n] = isFree(entry) ? 0 : codes.indexOf(entry.status)
      book.begun.delete(entry.n)
  }
}

const otherPlan: StoreFailure = {
  _tag: 'StoreFailure',
  reason: 'corrupt',
  message: 'the journal belongs to another plan',
  hint: { en: 'Use one journal for each plan.', zh: '每个计划请使用单独的日志文件。' },
}

const noLine: StoreFailure = {
  _tag: 'StoreFailure',
  reason: 'corrupt',
  message: 'the journal speaks of a line that the plan does not have',
  hint: { en: 'The file was damaged or edited; use another one.', zh: '文件已损坏或被改动，请改用其他文件。' },
}

/** What an entry says that cannot be of this plan: the plan is named first, once, and each line is one that it has. */
const misfit = (book: Book, entry: JournalEntry, plan: string): StoreFailure | undefined => {
  if (entry.entry === 'plan') return entry.plan === plan ? undefined : otherPlan
  if (book.plan === undefined) return otherPlan
  return Number.isInteger(entry.n) && entry.n >= 0 && entry.n < book.states.length ? undefined : noLine
}

/**
 * Reads a journal, and begins it where it is empty. A journal of another plan is refused.
 */
export const resume = async (
  journal: Journal,
  plan: string,
  lines: number,
): Promise<E.Either<StoreFailure, Progress>> => {
  const book: Book = { states: new Uint8Array(lines), begun: new Map(), plan: undefined }
  for await (const entry of journal.entries()) {
    if (E.isLeft(entry)) return entry
    const wrong = misfit(book, entry.right, plan)
    if (wrong !== undefined) return E.left(wrong)
    note(book, entry.right)
  }
  if (book.plan === undefined) {
    const begun = await journal.append({ entry: 'plan', format: 1, plan })()
    if (E.isLeft(begun)) return begun
  }
  return E.right({
    statusOf: (n) => codes[book.states[n] ?? 0] ?? 'untouched',
    begunAt: (n) => book.begun.get(n) ?? 0,
    ended: book.states.reduce((sum, state) => sum + (state > 1 ? 1 : 0), 0),
    well: book.states.reduce((sum, state) => sum + (state === 2 || state === 3 ? 1 : 0), 0),
  })
}
