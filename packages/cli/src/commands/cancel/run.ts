import * as E from 'fp-ts/lib/Either.js'
import { manyMachines } from '../../config/many-machines.js'
import { withConfig } from '../../config/session.js'
import { withStore } from '../../config/store.js'
import type { Context } from '../../context.js'
import type { ExitStatus } from '../../output/exit-code.js'
import { bilingual } from '../../output/language.js'
import { reportFailure } from '../../output/problem.js'
import { savedPlan } from '../apply/saved-plan.js'

const said = {
  told: bilingual(
    'Its feeder stops within seconds; the workers finish what they have in hand.',
    '下发进程将在数秒内停止；各 worker 会完成手中的变更。',
  ),
  emptied: bilingual(
    'Its feeder had died; what it left in the queues was taken away.',
    '其下发进程此前已崩溃；队列中的遗留任务已清除。',
  ),
  withdrawn: bilingual(
    'It was left for the workers and none had taken it; it was taken back.',
    '该计划交给了 worker，但尚无 worker 领取；已撤回。',
  ),
  unknown: bilingual('No process feeds this plan to workers.', '没有进程在向 worker 下发该计划。'),
}

/**
 * Stops a plan that workers carry out, whichever machine feeds it.
 */
export const cancel = async (context: Context): Promise<ExitStatus> => {
  const { io, reporter } = context
  const saved = await savedPlan(context)
  if (E.isLeft(saved)) return saved.left
  return withConfig(context, async (config) => {
    const machines = await manyMachines(io, config)
    if (E.isLeft(machines)) return reportFailure(reporter, machines.left)
    const { bullmq, place } = machines.right
    const plan = saved.right.summary.digest
    // The store is on the same Redis, and tells where that is away; the queues would wait for it.
    const became = await withStore(io, config, () => bullmq.cancelPlan(place, plan))
    if (E.isLeft(became)) return reportFailure(reporter, became.left)
    reporter.event({ event: 'fact', name: 'cancel', value: { plan, became: became.right } })
    reporter.line(reporter.say(said[became.right]))
    return became.right === 'unknown' ? 'empty' : 'done'
  })
}
