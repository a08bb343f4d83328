import { createReadStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Store } from '@mini-domains/core/adapter'
import type { PlanLine, PlanOptions } from '@mini-domains/fleet'
import * as E from 'fp-ts/lib/Either.js'
import { appLines } from '../../config/config-file.js'
import type { Context } from '../../context.js'
import type { ExitStatus } from '../../output/exit-code.js'
import { type Problem, problem, reportFailure, reportProblem } from '../../output/problem.js'
import { bilingual } from '../../output/language.js'
import { wantsReports, writeReports } from './report.js'
import { planView } from './view.js'
import { unwrittenFile } from '../../io/unwritten-file.js'
import { appProgress } from './app-progress.js'
import { type SavedPlan, savedPlan } from '../../io/saved-file.js'
import type { Session } from '../../config/session.js'
import { withStoreToRead } from '../../config/store.js'
import { version } from '../../version.js'
import { placeOf, writeWhole } from '../../io/whole-file.js'
import { wholeNumber } from '../../args/args.js'

/**
 * Makes the lines of a plan.
 */
export type MakeLines = (options: Omit<PlanOptions, 'select'>) => AsyncIterable<PlanLine>

/**
 * How many lists are worked on at the same time: the option, or nothing where it is no such number.
 */
export const concurrencyOf = ({ args, reporter }: Context, otherwise: number): number | undefined => {
  const concurrency = wholeNumber(args.text('concurrency'), otherwise)
  if (concurrency !== undefined && concurrency > 0) return concurrency
  reportProblem(
    reporter,
    problem('usage', bilingual('--concurrency is a whole number from 1', '--concurrency 应为正整数')),
  )
  return undefined
}

interface Asked {
  readonly make: MakeLines
  readonly store: Store | undefined
  readonly concurrency: number
  readonly total: number | undefined
  readonly saved: SavedPlan | undefined
}

const read = async (context: Context, session: Session, asked: Asked): Promise<ExitStatus> => {
  const { io, stop } = context
  const { saved } = asked
  const view = planView(context)
  const progress = appProgress(context, asked.total)
  const lines = asked.make({
    clock: io.clock,
    tool: { name: '@mini-domains/cli', version },
    openLines: appLines(session.config),
    concurrency: asked.concurrency,
    ...(asked.store === undefined ? {} : { store: asked.store }),
    signal: stop,
    onApp: progress.onApp,
    ...(saved === undefined ? {} : { onText: saved.add }),
  })
  for await (const line of lines) {
    progress.end()
    view.see(line)
  }
  progress.end()
  return view.end() ?? 'cancelled'
}

interface SavedRead {
  readonly status: ExitStatus
  /** What kept the plan, or a report of it, from being written. */
  readonly unwritten?: Problem
}

const unsaved = (error: unknown, file: string): SavedRead => {
  const unwritten = unwrittenFile(error, { file })
  if (unwritten === undefined) throw error
  return { status: 'error', unwritten }
}

const saveAt = async (
  context: Context,
  session: Session,
  asked: Omit<Asked, 'saved'>,
  path: string,
  file: string,
): Promise<SavedRead> => {
  const saved = await savedPlan(path).catch((error: unknown) => unsaved(error, file))
  if ('status' in saved) return saved
  try {
    const status = await read(context, session, { ...asked, saved })
    if (status === 'cancelled') await saved.drop()
    else await saved.keep()
    return { status }
  } catch (error) {
    await saved.drop()
    return unsaved(error, file)
  }
}

const withReports = async (context: Context, read: SavedRead, plan: string): Promise<SavedRead> => {
  if (read.status === 'cancelled' || read.unwritten !== undefined) return read
  const unwritten = await writeReports(context, plan)
  return unwritten === undefined ? read : { status: 'error', unwritten }
}

const tellSaved = ({ reporter }: Context, file: string): void => {
  reporter.event({ event: 'written', what: 'plan', file })
  reporter.line(
    reporter.say(
      bilingual(`Saved. Carry it out with: mini-domains apply ${file}`, `已保存。执行：mini-domains apply ${file}`),
    ),
  )
}

async function* textsOf(plan: string): AsyncGenerator<string> {
  for await (const text of createReadStream(plan, 'utf8')) yield String(text)
}

/** Pours a plan that is whole into a device or a pipe. */
const poured = async (context: Context, plan: string, into: string, file: string): Promise<Problem | undefined> => {
  const unwritten = await writeWhole(into, file, textsOf(plan))
  if (unwritten === undefined) tellSaved(context, file)
  return unwritten
}

// Reports are written from a saved plan, so that none has to fit into memory.
const inTemporary = async (
  context: Context,
  session: Session,
  asked: Omit<Asked, 'saved'>,
  out?: { readonly path: string; readonly file: string },
): Promise<SavedRead> => {
  const folder = await mkdtemp(join(tmpdir(), 'mini-domains-'))
  const plan = join(folder, 'plan.jsonl')
  try {
    const read = await saveAt(context, session, asked, plan, out?.file ?? plan)
    if (read.status === 'cancelled' || read.unwritten !== undefined) return read
    const unwritten = out === undefined ? undefined : await poured(context, plan, out.path, out.file)
    return unwritten === undefined ? await withReports(context, read, plan) : { status: 'error', unwritten }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const readAndSave = async (context: Context, session: Session, asked: Omit<Asked, 'saved'>): Promise<SavedRead> => {
  const file = context.args.text('out')
  if (file === undefined)
    return wantsReports(context)
      ? inTemporary(context, session, asked)
      : { status: await read(context, session, { ...asked, saved: undefined }) }
  const { kind, path } = await placeOf(resolve(context.io.folder, file))
  if (kind === 'through') return inTemporary(context, session, asked, { path, file })
  const saved = await saveAt(context, session, asked, path, file)
  if (saved.status !== 'cancelled' && saved.unwritten === undefined) tellSaved(context, file)
  return withReports(context, saved, path)
}

/**
 * Makes a plan: shows it, and saves it where `--out` says.
 */
export const runPlan = async (
  context: Context,
  session: Session,
  make: MakeLines,
  total: number | undefined,
): Promise<ExitStatus> => {
  const concurrency = concurrencyOf(context, 32)
  if (concurrency === undefined) return 'error'
  try {
    const made = await withStoreToRead(context.io, session.config, (store) =>
      readAndSave(context, session, { make, store, concurrency, total }),
    )
    if (E.isLeft(made)) return reportFailure(context.reporter, made.left)
    const { status, unwritten } = made.right
    if (unwritten !== undefined) reportProblem(context.reporter, unwritten)
    // As terraform has it: that there is something to do is an exit code only where it is asked for.
    return status === 'differences' && !context.args.has('detailed-exitcode') ? 'done' : status
  } catch (error) {
    const unwritten = unwrittenFile(error)
    if (unwritten === undefined) throw error
    reportProblem(context.reporter, unwritten)
    return 'error'
  }
}
