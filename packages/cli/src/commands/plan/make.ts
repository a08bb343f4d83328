import { createReadStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { type Store } from '@mini-domains/core/adapter'
import { type PlanLine, type PlanOptions, type PlanSummary, matchPlanLine } from '@mini-domains/fleet'
import * as E from 'fp-ts/lib/Either.js'
import { appLines } from '../../config/app-lines.js'
import type { Task } from '../../args/command.js'
import type { Ending } from '../../output/exit-code.js'
import { tellFailure } from '../../output/failure.js'
import { bilingual } from '../../output/language.js'
import { wantsReports, writeReports } from './report.js'
import { showBlocked, showPlanned, showSummary } from './view.js'
import { type Problem, problem, tellProblem } from '../../output/problem.js'
import { unwrittenFile } from '../../io/unwritten-file.js'
import { progressOf } from '../../output/progress.js'
import { isFirst, repeatedRows } from '../../output/repeated-row.js'
import { type SavedPlan, savedPlan } from '../../io/saved-file.js'
import { type Session } from '../../config/session.js'
import { withStoreToRead } from '../../config/store.js'
import { version } from '../../version.js'
import { placeOf, writtenWhole } from '../../io/whole-file.js'
import { wholeNumber } from '../../args/whole-number.js'

/**
 * Makes the lines of a plan.
 */
export type MakeLines = (options: Omit<PlanOptions, 'select'>) => AsyncIterable<PlanLine>

const shownLists = 50

/** Where nothing but rows that are no apps was found, nothing was looked at. */
const endingOf = ({ counts, errored }: PlanSummary, wrongRows: number): Ending => {
  if (errored) return wrongRows === counts.lists ? 'error' : 'partial'
  return counts.changes + counts.blocked > 0 ? 'differences' : 'done'
}

/** Shows the lines of a plan, the first ones at length. */
const viewer = ({ voice }: Task) => {
  const repeated = repeatedRows(voice)
  let shown = 0
  let wrongRows = 0
  let summary: PlanSummary | undefined
  const atMost = (show: () => void): void => {
    shown += 1
    if (shown <= shownLists) show()
    if (shown === shownLists + 1)
      voice.line(voice.in(bilingual('… and more; save it with --out', '……更多内容请用 --out 保存')))
  }
  const see = matchPlanLine<void>({
    header: () => undefined,
    change: (line) => atMost(() => showPlanned(voice, line)),
    blocked: (line) => {
      if (line.reason === 'input') wrongRows += 1
      if (line.reason !== 'input' || isFirst(repeated, line.detail.en)) atMost(() => showBlocked(voice, line))
    },
    summary: (line) => {
      summary = line
    },
  })
  return {
    see: (line: PlanLine): void => {
      voice.tell({ event: 'plan', value: line })
      see(line)
    },
    /** How it went, once all is seen; `undefined` where it broke off. */
    end: (): Ending | undefined => {
      repeated.end(voice.line)
      if (summary === undefined) return undefined
      showSummary(voice, summary)
      return endingOf(summary, wrongRows)
    },
  }
}

/**
 * How many lists a session's apps have, where that can be told without reading files.
 */
export const listCount = ({ config }: Session): number | undefined => {
  const { apps = [], appFiles = [] } = config.desired.content
  return appFiles.length > 0 ? undefined : apps.length * 2
}

/**
 * How many lists are worked on at the same time: the option, or nothing where it is no such number.
 */
export const concurrencyOf = ({ given, voice }: Task, otherwise: number): number | undefined => {
  const concurrency = wholeNumber(given.text('concurrency'), otherwise)
  if (concurrency !== undefined && concurrency > 0) return concurrency
  tellProblem(voice, problem('usage', bilingual('--concurrency is a whole number from 1', '--concurrency 应为正整数')))
  return undefined
}

interface Given {
  readonly make: MakeLines
  readonly store: Store | undefined
  readonly concurrency: number
  readonly total: number | undefined
  readonly saved: SavedPlan | undefined
}

const read = async (task: Task, session: Session, given: Given): Promise<Ending> => {
  const { surroundings, voice, stop } = task
  const { saved } = given
  const view = viewer(task)
  const progress = progressOf(surroundings, voice, voice.in(bilingual('lists read', '已读取列表')), given.total)
  const unwatch = session.onCall((calls) => progress.at(calls))
  const lines = given.make({
    clock: surroundings.clock,
    tool: { name: '@mini-domains/cli', version },
    openLines: appLines(session.config),
    concurrency: given.concurrency,
    ...(given.store === undefined ? {} : { store: given.store }),
    signal: stop,
    ...(saved === undefined ? {} : { onText: saved.add }),
  })
  for await (const line of lines) {
    progress.end()
    view.see(line)
  }
  unwatch()
  progress.end()
  return view.end() ?? 'cancelled'
}

interface SavedRead {
  readonly ending: Ending
  /** What kept the plan, or a report of it, from being written. */
  readonly unwritten?: Problem
}

const saveAt = async (
  task: Task,
  session: Session,
  given: Omit<Given, 'saved'>,
  path: string,
  file: string,
): Promise<SavedRead> => {
  const saved = await savedPlan(path)
  try {
    const ending = await read(task, session, { ...given, saved })
    if (ending === 'cancelled') await saved.drop()
    else await saved.keep()
    return { ending }
  } catch (error) {
    await saved.drop()
    const unwritten = unwrittenFile(error, { file })
    if (unwritten === undefined) throw error
    return { ending: 'error', unwritten }
  }
}

const withReports = async (task: Task, read: SavedRead, plan: string): Promise<SavedRead> => {
  if (read.ending === 'cancelled' || read.unwritten !== undefined) return read
  const unwritten = await writeReports(task, plan)
  return unwritten === undefined ? read : { ending: 'error', unwritten }
}

const tellSaved = ({ voice }: Task, file: string): void => {
  voice.tell({ event: 'written', what: 'plan', file })
  voice.line(
    voice.in(
      bilingual(`Saved. Carry it out with: mini-domains apply ${file}`, `已保存。执行：mini-domains apply ${file}`),
    ),
  )
}

async function* textsOf(plan: string): AsyncGenerator<string> {
  for await (const text of createReadStream(plan, 'utf8')) yield String(text)
}

/** Pours a plan that is whole into a device or a pipe. */
const poured = async (task: Task, plan: string, into: string, file: string): Promise<Problem | undefined> => {
  const unwritten = await writtenWhole(into, file, textsOf(plan))
  if (unwritten === undefined) tellSaved(task, file)
  return unwritten
}

// Reports are written from a saved plan, so that none has to fit into memory.
const inTemporary = async (
  task: Task,
  session: Session,
  given: Omit<Given, 'saved'>,
  out?: { readonly path: string; readonly file: string },
): Promise<SavedRead> => {
  const folder = await mkdtemp(join(tmpdir(), 'mini-domains-'))
  const plan = join(folder, 'plan.jsonl')
  try {
    const read = await saveAt(task, session, given, plan, out?.file ?? plan)
    if (read.ending === 'cancelled' || read.unwritten !== undefined) return read
    const unwritten = out === undefined ? undefined : await poured(task, plan, out.path, out.file)
    return unwritten === undefined ? await withReports(task, read, plan) : { ending: 'error', unwritten }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const readAndSave = async (task: Task, session: Session, given: Omit<Given, 'saved'>): Promise<SavedRead> => {
  const file = task.given.text('out')
  if (file === undefined)
    return wantsReports(task)
      ? inTemporary(task, session, given)
      : { ending: await read(task, session, { ...given, saved: undefined }) }
  const { kind, path } = await placeOf(resolve(task.surroundings.folder, file))
  if (kind === 'through') return inTemporary(task, session, given, { path, file })
  const saved = await saveAt(task, session, given, path, file)
  if (saved.ending !== 'cancelled' && saved.unwritten === undefined) tellSaved(task, file)
  return withReports(task, saved, path)
}

/**
 * Makes a plan: shows it, and saves it where `--out` says.
 */
export const runPlan = async (
  task: Task,
  session: Session,
  make: MakeLines,
  total: number | undefined,
): Promise<Ending> => {
  const concurrency = concurrencyOf(task, 32)
  if (concurrency === undefined) return 'error'
  try {
    const made = await withStoreToRead(task.surroundings, session.config, (store) =>
      readAndSave(task, session, { make, store, concurrency, total }),
    )
    if (E.isLeft(made)) return tellFailure(task.voice, made.left)
    const { ending, unwritten } = made.right
    if (unwritten !== undefined) tellProblem(task.voice, unwritten)
    return ending
  } catch (error) {
    const unwritten = unwrittenFile(error)
    if (unwritten === undefined) throw error
    tellProblem(task.voice, unwritten)
    return 'error'
  }
}
