import { resolve } from 'node:path'
import {
  type Migration,
  MigrationEvidence,
  type MigrationRefusal,
  type Selection,
  mayRemove,
  migrated,
  plan,
  verifyMigration,
  withoutLeftBehind,
} from '@mini-domains/fleet'
import type { Bilingual } from '@mini-domains/core'
import type { Store } from '@mini-domains/core/adapter'
import { filePieces, writtenText } from '@mini-domains/files'
import * as E from 'fp-ts/lib/Either.js'
import { appLines } from '../../config/config-file.js'
import type { Context } from '../../context.js'
import type { ExitStatus } from '../../output/exit-code.js'
import { type Failure, failed, problem, reportFailure, reportProblem, reportWarning } from '../../output/problem.js'
import { bilingual } from '../../output/language.js'
import { appCount } from '../plan/app-progress.js'
import { runPlan } from '../plan/make.js'
import { migrationProblem, refusalProblem } from './migration-problem.js'
import { standsIn, tellLeftBehind, tellOldHost, tellUnwritten } from './old-host.js'
import { notForAll, writeEnd, writeMigration } from './write-migration.js'
import { type Session, withVendors } from '../../config/session.js'
import { selectedVendors, withSelection } from '../../config/selection.js'
import { withStoreToRead } from '../../config/store.js'
import { verifyView } from '../verify/view.js'
import { writeWhole } from '../../io/whole-file.js'

const evidenceFile = ({ args, io }: Context, { from, to }: Migration): string =>
  resolve(io.folder, args.text('evidence') ?? `${from}-to-${to}.evidence.json`)

const unusable = (path: string, message: Bilingual, hint: Bilingual): Failure =>
  failed(problem('file', bilingual(`${path}: ${message.en}`, `${path}：${message.zh}`), hint))

const noEvidence = bilingual('it is not the evidence of a migration', '不是有效的核对记录')
const verifyAgain = bilingual(
  'Make it again: mini-domains migrate OLD NEW verify',
  '请重新生成：mini-domains migrate OLD NEW verify',
)

/** The evidence that `verify` wrote, and that somebody may have mailed or saved again; nothing where there is none. */
const readEvidence = async (path: string): Promise<E.Either<Failure, MigrationEvidence | undefined>> => {
  const text = await writtenText(filePieces(path))
  if (E.isLeft(text))
    return text.left.reason === 'missing'
      ? E.right(undefined)
      : E.left(unusable(path, text.left.message, text.left.hint))
  const json = E.tryCatch(
    (): unknown => JSON.parse(text.right),
    () => undefined,
  )
  const evidence = E.isLeft(json) ? json : MigrationEvidence.decode(json.right)
  return E.isLeft(evidence) ? E.left(unusable(path, noEvidence, verifyAgain)) : evidence
}

const refuse = ({ reporter }: Context, refusal: MigrationRefusal): ExitStatus => {
  reportProblem(reporter, refusalProblem(refusal))
  return 'unsafe'
}

/** What a step is taken with: the migration, and the apps that were picked. */
interface Step {
  readonly migration: Migration
  readonly select: Selection | undefined
}

const selected = (select: Selection | undefined) => (select === undefined ? {} : { select })

const addStep = async (context: Context, session: Session, { migration, select }: Step): Promise<ExitStatus> => {
  const state = migrated(session.config.desired, migration, 'add')
  const status = await runPlan(
    context,
    session,
    (options) => plan(state, session.byName, { ...options, ...selected(select), poolAdditions: true }),
    await appCount(context, session.config, select),
  )
  if (status === 'error' || status === 'cancelled' || standsIn(session.config, migration)) return status
  if (!context.args.has('write')) tellUnwritten(context, session.config, migration)
  else if (!(await writeMigration(context, session.config, migration))) {
    tellUnwritten(context, session.config, migration)
    return 'partial'
  }
  return status
}

const removeStep = async (context: Context, session: Session, { migration, select }: Step): Promise<ExitStatus> => {
  const { config } = session
  const evidence = await readEvidence(evidenceFile(context, migration))
  if (E.isLeft(evidence)) return reportFailure(context.reporter, evidence.left)
  // Asked before any file is opened: a refusal must leave nothing behind.
  const allowed = await mayRemove(migration, config.desired, appLines(config), evidence.right, select)()
  if (E.isLeft(allowed)) return refuse(context, allowed.left)
  tellLeftBehind(context, evidence.right)
  const state = migrated(config.desired, migration, 'remove')
  const status = await runPlan(
    context,
    session,
    (options) => plan(state, session.byName, withoutLeftBehind({ ...options, ...selected(select) }, evidence.right)),
    await appCount(context, config, select),
  )
  if (status === 'error' || status === 'cancelled') return status
  const moved = { select, evidence: evidence.right }
  if (!context.args.has('write')) {
    const yet = notForAll(moved)
    if (yet === undefined) return tellOldHost(context, config, migration, status)
    reportWarning(context.reporter, yet)
    return status
  }
  const written = await writeEnd(context, config, migration, moved)
  if (written === 'by-hand') await tellOldHost(context, config, migration, status)
  return written === 'written' ? status : 'partial'
}

const findEvidence = async (
  context: Context,
  session: Session,
  { migration, select }: Step,
  store: Store | undefined,
): Promise<ExitStatus> => {
  const { args, io, reporter, stop } = context
  let status: ExitStatus = 'cancelled'
  const lines = verifyMigration(migration, session.config.desired, session.byName, {
    clock: io.clock,
    confirmed: args.texts('confirm'),
    openLines: appLines(session.config),
    signal: stop,
    ...(store === undefined ? {} : { store }),
    ...selected(select),
  })
  const view = verifyView(context)
  for await (const line of lines) {
    if (line.line !== 'verdict') {
      view.see(line)
      if (line.line === 'summary') view.end(line)
    } else if (E.isLeft(line.evidence)) {
      refuse(context, line.evidence.left)
      status = line.evidence.left.reason === 'unread' ? 'partial' : 'differences'
    } else {
      const file = evidenceFile(context, migration)
      const text = `${JSON.stringify(line.evidence.right, null, 2)}\n`
      const unkept = await writeWhole(file, file, [text])
      if (unkept !== undefined) {
        reportProblem(reporter, unkept)
        return 'error'
      }
      reporter.event({ event: 'written', what: 'evidence', file })
      tellLeftBehind(context, line.evidence.right)
      reporter.line(reporter.say(bilingual(`Live everywhere. Recorded in ${file}.`, `已全部生效，记录于 ${file}。`)))
      status = 'done'
    }
  }
  return status
}

/** The store tells whose modifications of the month are spent. */
const verifyStep = async (context: Context, session: Session, step: Step): Promise<ExitStatus> => {
  const status = await withStoreToRead(context.io, session.config, (store) =>
    findEvidence(context, session, step, store),
  )
  return E.isLeft(status) ? reportFailure(context.reporter, status.left) : status.right
}

const stepOf = (context: Context, session: Session, step: Step): Promise<ExitStatus> => {
  const name = context.args.words[2]
  if (name === 'verify') return verifyStep(context, session, step)
  return name === 'remove' ? removeStep(context, session, step) : addStep(context, session, step)
}

/**
 * Takes one step of putting a host in the place of another: a plan that adds, a verification, a plan that removes.
 */
export const migrate = async (context: Context): Promise<ExitStatus> => {
  const { args, reporter } = context
  const [from = '', to = ''] = args.words
  const migration = { from, to }
  return withSelection(context, async (config, select) => {
    const wrong = await migrationProblem(config, migration)
    if (wrong === undefined)
      return withVendors(context, config, selectedVendors(config, select), (session) =>
        stepOf(context, session, { migration, select }),
      )
    reportProblem(reporter, wrong)
    return 'error'
  })
}
