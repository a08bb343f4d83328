import { resolve } from 'node:path'
import {
  type Migration,
  MigrationEvidence,
  type MigrationRefusal,
  mayRemove,
  migrated,
  plan,
  verifyMigration,
} from '@mini-domains/fleet'
import type { Bilingual } from '@mini-domains/core'
import { filePieces, writtenText } from '@mini-domains/files'
import * as E from 'fp-ts/lib/Either.js'
import { appLines } from '../../config/config-file.js'
import type { Context } from '../../context.js'
import type { ExitStatus } from '../../output/exit-code.js'
import { type Failure, failed, problem, reportFailure, reportProblem } from '../../output/problem.js'
import { bilingual } from '../../output/language.js'
import { listCount, runPlan } from '../plan/make.js'
import { tellOldHost } from './old-host.js'
import { type Session, withConfig, withVendors } from '../../config/session.js'
import { repeatedRows } from '../../output/repeated-row.js'
import { showVerified } from '../verify/view.js'
import { writeWhole } from '../../io/whole-file.js'

const evidenceFile = ({ args, io }: Context, { from, to }: Migration): string =>
  resolve(io.folder, args.text('evidence') ?? `${from}-to-${to}.evidence.json`)

const unusable = (path: string, message: Bilingual, hint: Bilingual): Failure =>
  failed(problem('file', bilingual(`${path}: ${message.en}`, `${path}：${message.zh}`), hint))

const noEvidence = bilingual('it is no evidence of a migration', '不是有效的核对记录')
const verifyAgain = bilingual(
  'Make it again: mini-domains migrate OLD NEW verify',
  '请重新生成：mini-domains migrate 旧域名 新域名 verify',
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

const refuse = ({ reporter }: Context, { reason, message }: MigrationRefusal): ExitStatus => {
  reportProblem(reporter, problem(reason, message))
  return 'unsafe'
}

const addStep = (context: Context, session: Session, migration: Migration): Promise<ExitStatus> => {
  const state = migrated(session.config.desired, migration, 'add')
  return runPlan(context, session, (options) => plan(state, session.byName, options), listCount(session))
}

const removeStep = async (context: Context, session: Session, migration: Migration): Promise<ExitStatus> => {
  const { config } = session
  const evidence = await readEvidence(evidenceFile(context, migration))
  if (E.isLeft(evidence)) return reportFailure(context.reporter, evidence.left)
  // Asked before any file is opened: a refusal must leave nothing behind.
  const allowed = await mayRemove(migration, config.desired, appLines(config), evidence.right)()
  if (E.isLeft(allowed)) return refuse(context, allowed.left)
  const state = migrated(config.desired, migration, 'remove')
  const status = await runPlan(context, session, (options) => plan(state, session.byName, options), listCount(session))
  return status === 'error' || status === 'cancelled' ? status : tellOldHost(context, config, migration, status)
}

const verifyStep = async (context: Context, session: Session, migration: Migration): Promise<ExitStatus> => {
  const { args, io, reporter, stop } = context
  let status: ExitStatus = 'cancelled'
  const lines = verifyMigration(migration, session.config.desired, session.byName, {
    clock: io.clock,
    confirmed: args.texts('confirm'),
    openLines: appLines(session.config),
    signal: stop,
  })
  const repeated = repeatedRows(reporter)
  for await (const line of lines) {
    if (line.line !== 'verdict') showVerified(reporter, repeated, line)
    else if (E.isLeft(line.evidence)) {
      refuse(context, line.evidence.left)
      status = line.summary.errored ? 'partial' : 'differences'
    } else {
      const file = evidenceFile(context, migration)
      const text = `${JSON.stringify(line.evidence.right, null, 2)}\n`
      const unkept = await writeWhole(file, file, [text])
      if (unkept !== undefined) {
        reportProblem(reporter, unkept)
        return 'error'
      }
      reporter.event({ event: 'written', what: 'evidence', file })
      reporter.line(reporter.say(bilingual(`Live everywhere. Recorded in ${file}.`, `已全部生效，记录于 ${file}。`)))
      status = 'done'
    }
  }
  return status
}

const stepOf = (context: Context, session: Session, migration: Migration): Promise<ExitStatus> => {
  const step = context.args.words[2]
  if (step === 'verify') return verifyStep(context, session, migration)
  return step === 'remove' ? removeStep(context, session, migration) : addStep(context, session, migration)
}

/**
 * Takes one step of putting a host in the place of another: a plan that adds, a verification, a plan that removes.
 */
export const migrate = async (context: Context): Promise<ExitStatus> => {
  const { args, reporter } = context
  const [from = '', to = '', step = ''] = args.words
  if (!['add', 'verify', 'remove'].includes(step)) {
    const message = bilingual(
      `the step is add, verify or remove, not "${step}"`,
      `步骤应为 add、verify 或 remove，而非“${step}”`,
    )
    reportProblem(reporter, problem('usage', message))
    return 'error'
  }
  return withConfig(context, (config) =>
    withVendors(context, config, undefined, (session) => stepOf(context, session, { from, to })),
  )
}
