import { type Store } from '@mini-domains/core/adapter'
import {
  type ApplyEvent,
  type PlanChange,
  type PlanSummary,
  apply as applyPlan,
  decodePlan,
  fileLines,
  verifyPlan,
} from '@mini-domains/fleet'
import * as E from 'fp-ts/lib/Either.js'
import { applyEnding } from './ending.js'
import { type ApplyRequest, applyRequest } from './request.js'
import { showApplied } from './view.js'
import type { Task } from '../../args/command.js'
import { readConfigFile } from '../../config/config-file.js'
import { consent } from '../../io/confirm.js'
import type { Ending } from '../../output/exit-code.js'
import { tellFailure } from '../../output/failure.js'
import { isThere } from '../../io/file-there.js'
import { bilingual } from '../../output/language.js'
import { showPlanned, showSummary } from '../plan/view.js'
import { problem, tellProblem } from '../../output/problem.js'
import { progressOf } from '../../output/progress.js'
import { type Session, openSession, withSession } from '../../config/session.js'
import { withStore } from '../../config/store.js'

interface Seen {
  readonly summary: PlanSummary
  /** It takes something away, or changes a pool: somebody should say yes. */
  readonly asks: boolean
}

const shownChanges = 20

const firstChanges = async (path: string): Promise<ReadonlyArray<PlanChange>> => {
  const changes: Array<PlanChange> = []
  for await (const line of decodePlan(fileLines(path))) {
    if (changes.length === shownChanges) break
    if (E.isRight(line) && line.right.line === 'change') changes.push(line.right)
  }
  return changes
}

const reviewed = async (path: string): Promise<E.Either<ReturnType<typeof problem>, Seen>> => {
  const verified = await verifyPlan(fileLines(path))
  if (E.isLeft(verified))
    return E.left(
      problem(
        'damaged-plan',
        verified.left.message,
        bilingual('Make it again: mini-domains plan --out FILE', '请重新生成：mini-domains plan --out FILE'),
      ),
    )
  const { summary } = verified.right
  const { deletes, pools } = summary.impact
  const asks = deletes.fleet + deletes.pool + pools.add.length + pools.remove.length > 0
  return E.right({ summary, asks })
}

const carryOut = async (
  task: Task,
  session: Session,
  wanted: ApplyRequest,
  changes: number,
  store: Store,
): Promise<Ending> => {
  const { surroundings, voice, stop } = task
  const progress = progressOf(surroundings, voice, voice.in(bilingual('changes', '变更')), changes)
  const { guard } = session.config.desired.content
  let last: ApplyEvent | undefined
  let ended = 0
  const events = applyPlan(() => fileLines(wanted.path), session.byName, {
    clock: surroundings.clock,
    store,
    concurrency: wanted.concurrency,
    allow: wanted.allow,
    waves: wanted.waves,
    signal: stop,
    ...(guard === undefined ? {} : { guard: guardOf(guard) }),
  })
  for await (const event of events) {
    progress.end()
    last = event
    if (event.event === 'started') ended = event.resumed
    if (event.event === 'item') ended += 1
    showApplied(voice, event)
    progress.at(ended)
  }
  progress.end()
  const ending = applyEnding(last)
  if (ending === 'cancelled' || ending === 'partial')
    voice.note(voice.in(bilingual('Run the same command again to go on.', '再次运行同一命令即可续跑。')))
  if (ending === 'stale')
    voice.note(voice.in(bilingual('Make a new plan for what has moved.', '请为有变动的部分重新生成计划。')))
  return ending
}

const guardOf = (guard: {
  readonly app?: number | undefined
  readonly fleet?: number | undefined
  readonly pool?: number | undefined
}) => ({
  ...(guard.app === undefined ? {} : { app: guard.app }),
  ...(guard.fleet === undefined ? {} : { fleet: guard.fleet }),
  ...(guard.pool === undefined ? {} : { pool: guard.pool }),
})

const look = async (task: Task, wanted: ApplyRequest): Promise<E.Either<Ending, Seen>> => {
  const { given, voice } = task
  if (!(await isThere(wanted.path))) {
    const message = bilingual(`there is no plan ${given.words[0] ?? ''}`, `没有计划文件 ${given.words[0] ?? ''}`)
    tellProblem(
      voice,
      problem(
        'file',
        message,
        bilingual('Make one: mini-domains plan --out FILE', '请先运行 mini-domains plan --out FILE'),
      ),
    )
    return E.left('error')
  }
  const seen = await reviewed(wanted.path)
  if (E.isRight(seen)) return seen
  tellProblem(voice, seen.left)
  return E.left('error')
}

/**
 * Carries a saved plan out, exactly, and by one process at a time. Asks first where it takes something away or changes a pool.
 */
export const apply = async (task: Task): Promise<Ending> => {
  const { given, surroundings, voice } = task
  const wanted = applyRequest(given, surroundings.folder)
  if (wanted === undefined) {
    const message = bilingual(
      '--canary is N or N%, --concurrency a whole number from 1',
      '--canary 应为 N 或 N%，--concurrency 应为正整数',
    )
    tellProblem(voice, problem('usage', message))
    return 'error'
  }
  const seen = await look(task, wanted)
  if (E.isLeft(seen)) return seen.left
  const { summary, asks } = seen.right
  const isDry = given.has('dry-run')
  if (isDry || asks) for (const change of await firstChanges(wanted.path)) showPlanned(voice, change)
  if (isDry || asks) showSummary(voice, summary)
  if (isDry) return summary.applyable ? 'differences' : 'done'
  const refused = asks ? await consent(task) : undefined
  if (refused !== undefined) return refused
  const config = await readConfigFile(task)
  if (E.isLeft(config)) return tellFailure(voice, config.left)
  const session = await openSession(task, config.right)
  if (E.isLeft(session)) return tellFailure(voice, session.left)
  return withSession(session.right, async (open) => {
    const ending = await withStore(surroundings, open.config, (store) =>
      carryOut(task, open, wanted, summary.counts.changes, store),
    )
    return E.isLeft(ending) ? tellFailure(voice, ending.left) : ending.right
  })
}
