import type { WorkEvent } from '@mini-domains/bullmq'
import type { Store } from '@mini-domains/core/adapter'
import type { ApplyEvent } from '@mini-domains/fleet'
import * as E from 'fp-ts/lib/Either.js'
import { wholeNumber } from '../../args/args.js'
import { appLines } from '../../config/config-file.js'
import { type ManyMachines, identityOf, manyMachines } from '../../config/many-machines.js'
import { storeProblem } from '../../config/secret-store.js'
import { type Session, openSession, withConfig, withSession } from '../../config/session.js'
import { type StorePlace, withStore } from '../../config/store.js'
import type { Context } from '../../context.js'
import type { ExitStatus } from '../../output/exit-code.js'
import { type ApplyNotices, applyNotices } from '../../notify/apply-notices.js'
import { budgetBelowOf, tell } from '../../notify/tell.js'
import { bilingual } from '../../output/language.js'
import { type Failure, problem, reportFailure, reportProblem, reportWarning } from '../../output/problem.js'
import type { Reporter } from '../../output/reporter.js'

/** The first characters of a digest, as many as tell plans apart. */
const shownPlan = (plan: string): string => plan.slice(0, 12)

/** Shows what a worker tells. That the store is away is told once, until a change has ended again. */
const eventView = (reporter: Reporter): ((event: WorkEvent) => void) => {
  let isAway = false
  return (event) => {
    switch (event.event) {
      case 'working': {
        const { plan, vendors } = event
        reporter.event({ event: 'fact', name: 'working', value: { plan, vendors } })
        const text = bilingual(
          `working on the plan ${shownPlan(plan)}: ${vendors.join(', ')}`,
          `正在执行计划 ${shownPlan(plan)}：${vendors.join('、')}`,
        )
        reporter.line(reporter.say(text))
        return
      }
      case 'refused':
        reportWarning(
          reporter,
          problem(
            'worker',
            bilingual(
              `the plan ${shownPlan(event.plan)} is refused: ${event.message.en}`,
              `拒绝执行计划 ${shownPlan(event.plan)}：${event.message.zh}`,
            ),
          ),
        )
        return
      case 'line': {
        isAway = false
        const { plan, n, status } = event
        reporter.event({ event: 'fact', name: 'line', value: { plan, n, status } })
        return
      }
      case 'reading': {
        reporter.event({ event: 'fact', name: 'reading', value: { of: event.of } })
        const text = bilingual(`reading lists for a ${event.of} --workers`, `正在为 ${event.of} --workers 读取列表`)
        reporter.line(reporter.say(text))
        return
      }
      case 'range-failed':
        reportWarning(reporter, problem('worker', event.message))
        return
      case 'fed': {
        const { plan, value } = event
        reporter.event({ event: 'fact', name: 'fed', value: { plan, event: value.event } })
        if (value.event === 'started') {
          const text = bilingual(`feeding the plan ${shownPlan(plan)}`, `正在下发计划 ${shownPlan(plan)}`)
          reporter.line(reporter.say(text))
        }
        return
      }
      case 'unfinished': {
        const { plan, lines } = event
        reporter.event({ event: 'fact', name: 'unfinished', value: { plan, lines } })
        const text = bilingual(
          `ended before ${lines.length} changes of the plan ${shownPlan(plan)} did; other workers look what became of them`,
          `退出时计划 ${shownPlan(plan)} 尚有 ${lines.length} 项变更未结束；其他 worker 会先核实再接着执行`,
        )
        reportWarning(reporter, problem('worker', text))
        return
      }
      case 'left': {
        const { plan } = event
        reporter.event({ event: 'fact', name: 'left', value: { plan } })
        const text = bilingual(
          `nobody feeds the plan ${shownPlan(plan)} any more`,
          `计划 ${shownPlan(plan)} 已不再下发`,
        )
        reporter.line(reporter.say(text))
        return
      }
      case 'store':
        if (!isAway) reportWarning(reporter, storeProblem(event.failure))
        isAway = true
        return
      case 'queue':
        reportWarning(reporter, storeProblem(event.failure))
    }
  }
}

/** Tells who must know what came of the plans that this worker feeds. */
const feedTeller = (context: Context, { byName, config }: Session, store: Store) => {
  const open = new Map<string, ApplyNotices>()
  let telling = Promise.resolve()
  const hear = async (plan: string, event: ApplyEvent): Promise<void> => {
    const { now } = context.io.clock
    const gathered = open.get(plan) ?? applyNotices({ vendors: byName, store, now, budgetBelow: budgetBelowOf(config) })
    open.set(plan, gathered)
    await gathered.see(event)
    if (event.event !== 'finished') return
    open.delete(plan)
    await tell(context, config, gathered.notices())
  }
  return {
    see: (event: WorkEvent): void => {
      if (event.event === 'fed') telling = telling.then(() => hear(event.plan, event.value))
    },
    told: (): Promise<void> => telling,
  }
}

const workOn = async (
  context: Context,
  session: Session,
  { bullmq, place }: ManyMachines,
  concurrency: number,
  store: Store,
): Promise<ExitStatus> => {
  const { io, reporter, stop } = context
  const { byName, config } = session
  if (stop.aborted) return 'done'
  reporter.event({ event: 'fact', name: 'waiting', value: { vendors: Object.keys(byName) } })
  reporter.line(
    reporter.say(
      bilingual('waiting for plans: mini-domains apply PLAN --workers', '等待计划：mini-domains apply PLAN --workers'),
    ),
  )
  reporter.note(reporter.say(bilingual('Ctrl+C ends it', '按 Ctrl+C 结束')))
  const { clock } = io
  const view = eventView(reporter)
  const teller = feedTeller(context, session, store)
  const onEvent = (event: WorkEvent): void => {
    view(event)
    teller.see(event)
  }
  const identity = await identityOf(config)
  const { desired } = config
  const reads = { desired, openLines: appLines(config) }
  await bullmq.work(byName, { place, identity, store, ...reads, clock, signal: stop, concurrency, onEvent })
  await teller.told()
  return 'done'
}

const awayMs = 1_000

/** Waits for a Redis that is away, as it does later where it goes, and says so once; a signal ends the wait. */
const awaitsRedis = ({ io, reporter, stop }: Context): NonNullable<StorePlace['whileAway']> => {
  let isTold = false
  return async (failure) => {
    if (!isTold) {
      reportWarning(reporter, storeProblem(failure))
      reporter.note(
        reporter.say(bilingual('waiting for the store; Ctrl+C ends it', '正在等待存储恢复；按 Ctrl+C 结束')),
      )
    }
    isTold = true
    await io.clock.sleep(awayMs, stop)
    return !stop.aborted
  }
}

/**
 * Carries out what is fed on other machines, until it is stopped: then it ends what it has in hand.
 */
export const worker = async (context: Context): Promise<ExitStatus> => {
  const { args, io, reporter } = context
  const concurrency = wholeNumber(args.text('concurrency'), 10)
  if (concurrency === undefined || concurrency === 0) {
    const message = bilingual('--concurrency is a whole number from 1', '--concurrency 应为正整数')
    reportProblem(reporter, problem('usage', message))
    return 'error'
  }
  const ended = (failure: Failure): ExitStatus => (context.stop.aborted ? 'done' : reportFailure(reporter, failure))
  return withConfig(context, async (file) => {
    const config = { ...file, whileAway: awaitsRedis(context) }
    const machines = await manyMachines(io, config)
    if (E.isLeft(machines)) return reportFailure(reporter, machines.left)
    const session = await openSession(context, config)
    if (E.isLeft(session)) return ended(session.left)
    return withSession(session.right, async (opened) => {
      const status = await withStore(io, config, (store) => workOn(context, opened, machines.right, concurrency, store))
      return E.isLeft(status) ? ended(status.left) : status.right
    })
  })
}
