import type { Detached, NotDetached } from '@mini-domains/bullmq'
import { fileLines } from '@mini-domains/fleet'
import * as E from 'fp-ts/lib/Either.js'
import type { ConfigFile } from '../../config/config-file.js'
import { identityOf, manyMachines } from '../../config/many-machines.js'
import { storeProblem } from '../../config/secret-store.js'
import { withVendors } from '../../config/session.js'
import { withStore } from '../../config/store.js'
import type { Context } from '../../context.js'
import type { ExitStatus } from '../../output/exit-code.js'
import { bilingual } from '../../output/language.js'
import { problem, reportFailure, reportProblem, reportWarning } from '../../output/problem.js'
import type { Reporter } from '../../output/reporter.js'
import { guardOf } from './guard.js'
import type { ApplyRequest } from './request.js'
import { applyStatus } from './status.js'
import { showApplied } from './view.js'

const tellRefused = (reporter: Reporter, refused: NotDetached): ExitStatus => {
  if ('_tag' in refused) {
    reportProblem(reporter, storeProblem(refused))
    return 'error'
  }
  showApplied(reporter, refused)
  return applyStatus(refused)
}

const taken = bilingual('A worker carries it out; this machine is not needed.', '已有 worker 在执行；本机可以关闭。')

const already = bilingual(
  'It was left for the workers before and is not over; nothing was changed.',
  '该计划此前已交给 worker，尚未结束；未做任何改动。',
)

const untaken = problem(
  'worker',
  bilingual('the plan is left for the workers, and none has taken it yet', '该计划已交给 worker，但尚无 worker 领取'),
  bilingual(
    'Start one on any machine with the same config and store: mini-domains worker. To take the plan back: mini-domains cancel PLAN.',
    '请在任意一台配置与存储相同的机器上启动：mini-domains worker。撤回请运行：mini-domains cancel PLAN。',
  ),
)

const tell = (reporter: Reporter, file: string, { became, plan, refusal }: Detached): ExitStatus => {
  const value = { plan, became, ...(refusal === undefined ? {} : { refusal: refusal.reason }) }
  reporter.event({ event: 'fact', name: 'detached', value })
  if (became === 'left') {
    reportWarning(reporter, refusal === undefined ? untaken : problem('worker', refusal.message))
    return 'partial'
  }
  reporter.line(reporter.say(became === 'taken' ? taken : already))
  reporter.note(
    reporter.say(
      bilingual(
        `How far it has come: mini-domains status ${file}. To watch it, and for its report: mini-domains apply ${file} --workers`,
        `查看进度：mini-domains status ${file}；查看执行过程与报告：mini-domains apply ${file} --workers`,
      ),
    ),
  )
  return 'done'
}

/**
 * Leaves a plan for the workers, one of which feeds it. It is judged here, as an apply judges it.
 */
export const leaveForWorkers = async (
  context: Context,
  config: ConfigFile,
  { path, allow, waves, onlyFailed }: ApplyRequest,
): Promise<ExitStatus> => {
  const { io, reporter, stop, args } = context
  const machines = await manyMachines(io, config)
  if (E.isLeft(machines)) return reportFailure(reporter, machines.left)
  const { bullmq, place } = machines.right
  const identity = await identityOf(config)
  const how = { place, identity, clock: io.clock, allow, waves, onlyFailed, signal: stop, ...guardOf(config) }
  return withVendors(context, config, undefined, async ({ byName }) => {
    // The store is on the same Redis, and tells where that is away; the queues would wait for it.
    const left = await withStore(io, config, () => bullmq.detach(() => fileLines(path), byName, how))
    if (E.isLeft(left)) return reportFailure(reporter, left.left)
    return E.isLeft(left.right)
      ? tellRefused(reporter, left.right.left)
      : tell(reporter, args.words[0] ?? '', left.right.right)
  })
}
