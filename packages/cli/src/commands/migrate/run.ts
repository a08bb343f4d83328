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
import { type Bilingual } from '@mini-domains/core'
import { filePieces, writtenText } from '@mini-domains/files'
import * as E from 'fp-ts/lib/Either.js'
import { appLines } from '../../config/app-lines.js'
import type { Task } from '../../args/command.js'
import { readConfigFile } from '../../config/config-file.js'
import type { Ending } from '../../output/exit-code.js'
import { type Failure, failed, tellFailure } from '../../output/failure.js'
import { bilingual } from '../../output/language.js'
import { listCount, runPlan } from '../plan/make.js'
import { tellOldHost } from './old-host.js'
import { problem, tellProblem } from '../../output/problem.js'
import { type Session, openSession, withSession } from '../../config/session.js'
import { repeatedRows } from '../../output/repeated-row.js'
import { showVerified } from '../verify/view.js'
import { writtenWhole } from '../../io/whole-file.js'

const evidenceFile = ({ given, surroundings }: Task, { from, to }: Migration): string =>
  resolve(surroundings.folder, given.text('evidence') ?? `${from}-to-${to}.evidence.json`)

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

const refuse = ({ voice }: Task, { reason, message }: MigrationRefusal): Ending => {
  tellProblem(voice, problem(reason, message))
  return 'unsafe'
}

const addStep = (task: Task, session: Session, migration: Migration): Promise<Ending> => {
  const state = migrated(session.config.desired, migration, 'add')
  return runPlan(task, session, (options) => plan(state, session.byName, options), listCount(session))
}

const removeStep = async (task: Task, session: Session, migration: Migration): Promise<Ending> => {
  const { config } = session
  const evidence = await readEvidence(evidenceFile(task, migration))
  if (E.isLeft(evidence)) return tellFailure(task.voice, evidence.left)
  // Asked before any file is opened: a refusal must leave nothing behind.
  const allowed = await mayRemove(migration, config.desired, appLines(config), evidence.right)()
  if (E.isLeft(allowed)) return refuse(task, allowed.left)
  const state = migrated(config.desired, migration, 'remove')
  const ending = await runPlan(task, session, (options) => plan(state, session.byName, options), listCount(session))
  return ending === 'error' || ending === 'cancelled' ? ending : tellOldHost(task, config, migration, ending)
}

const verifyStep = async (task: Task, session: Session, migration: Migration): Promise<Ending> => {
  const { given, surroundings, voice, stop } = task
  let ending: Ending = 'cancelled'
  const lines = verifyMigration(migration, session.config.desired, session.byName, {
    clock: surroundings.clock,
    confirmed: given.texts('confirm'),
    openLines: appLines(session.config),
    signal: stop,
  })
  const repeated = repeatedRows(voice)
  for await (const line of lines) {
    if (line.line !== 'verdict') showVerified(voice, repeated, line)
    else if (E.isLeft(line.evidence)) {
      refuse(task, line.evidence.left)
      ending = line.summary.errored ? 'partial' : 'differences'
    } else {
      const file = evidenceFile(task, migration)
      const text = `${JSON.stringify(line.evidence.right, null, 2)}\n`
      const unkept = await writtenWhole(file, file, [text])
      if (unkept !== undefined) {
        tellProblem(voice, unkept)
        return 'error'
      }
      voice.tell({ event: 'written', what: 'evidence', file })
      voice.line(voice.in(bilingual(`Live everywhere. Recorded in ${file}.`, `已全部生效，记录于 ${file}。`)))
      ending = 'done'
    }
  }
  return ending
}

const stepOf = (task: Task, session: Session, migration: Migration): Promise<Ending> => {
  const step = task.given.words[2]
  if (step === 'verify') return verifyStep(task, session, migration)
  return step === 'remove' ? removeStep(task, session, migration) : addStep(task, session, migration)
}

/**
 * Takes one step of putting a host in the place of another: a plan that adds, a verification, a plan that removes.
 */
export const migrate = async (task: Task): Promise<Ending> => {
  const { given, voice } = task
  const [from = '', to = '', step = ''] = given.words
  if (!['add', 'verify', 'remove'].includes(step)) {
    const message = bilingual(
      `the step is add, verify or remove, not "${step}"`,
      `步骤应为 add、verify 或 remove，而非“${step}”`,
    )
    tellProblem(voice, problem('usage', message))
    return 'error'
  }
  const config = await readConfigFile(task)
  if (E.isLeft(config)) return tellFailure(voice, config.left)
  const session = await openSession(task, config.right)
  if (E.isLeft(session)) return tellFailure(voice, session.left)
  return withSession(session.right, (open) => stepOf(task, open, { from, to }))
}
