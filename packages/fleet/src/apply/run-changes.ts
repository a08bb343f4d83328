import { type FileFault } from '@mini-domains/files'
import * as E from 'fp-ts/lib/Either.js'
import { type FleetVendors } from '../lists/open-list.js'
import { asDone } from '../plan/in-order.js'
import { type PlanChange } from '../plan/plan-line.js'
import { planTally } from '../plan/plan-tally.js'
import { decodePlan, encodeLine } from '../plan/plan-text.js'
import { type VerifiedPlan } from '../plan/verify-plan.js'
import { type Progress } from '../state/progress.js'
import { type KeptStatus } from '../state/record.js'
import { type Run } from '../state/run.js'
import { type ApplyCounts, type ApplyEvent, type ApplyFinished, type HaltReason, type Wave } from './apply-event.js'
import { type ApplyOptions, type WavePolicy } from './apply-options.js'
import { type ChangeRunner, type Handout, type PlacedChange, type RunnerEnd, handout } from './change-runner.js'
import { type VendorHealth, haltMessage, storeFailureMessage, vendorHealth } from './vendor-health.js'

/**
 * How many changes of a vendor go first.
 */
export const canarySize = (policy: WavePolicy, changes: number): number => {
  const { canary } = policy
  if (canary === undefined) return 0
  const size = 'count' in canary ? canary.count : Math.ceil((changes * canary.percent) / 100)
  return Math.max(0, Math.min(changes, Math.ceil(size)))
}

/**
 * Says, change by change in the order of the plan, in which wave it goes. The first changes of each vendor are its canary, so that the
 * waves of a vendor stand in their order in the plan.
 */
export const waveSorter = (
  policy: WavePolicy,
  appChanges: Readonly<Record<string, number>>,
): ((line: PlanChange) => Wave) => {
  const seen = new Map<string, number>()
  return ({ stage, address }) => {
    if (stage !== 'app') return stage
    const before = seen.get(address.vendor) ?? 0
    seen.set(address.vendor, before + 1)
    return before < canarySize(policy, appChanges[address.vendor] ?? 0) ? 'canary' : 'rest'
  }
}

/**
 * Opens a saved plan from the start: its lines. It is read twice, to verify it and to carry it out, so it must give the same each time.
 */
export type PlanSource = () => AsyncIterable<string | FileFault>

/**
 * What a plan is carried out with.
 */
export interface Work {
  readonly source: PlanSource
  readonly plan: VerifiedPlan
  readonly vendors: FleetVendors
  readonly options: ApplyOptions
  readonly run: Run
  readonly runner: ChangeRunner
}

/** How one vendor is doing, and what of it is under way. */
interface VendorRun {
  readonly health: VendorHealth
  wave: Wave | undefined
  underWay: number
  whenIdle: () => void
}

type Halted = Extract<ApplyEvent, { readonly event: 'halted' }>

const halted = (vendor: string, reason: HaltReason): Halted => ({
  event: 'halted',
  vendor,
  reason,
  message: haltMessage(reason),
})

/** What is told of a change besides its end. Thousands are under way at the same time, so their lines are let go of once they are handed out. */
type Told = Pick<PlanChange, 'address' | 'name'> & Pick<PlacedChange, 'wave'>

const itemEvent = ({ address, name, wave }: Told, { storeFailure: _, ...end }: RunnerEnd): ApplyEvent => ({
  event: 'item',
  address,
  ...(name === undefined ? {} : { name }),
  ...end,
  wave,
})

const isOver = (status: ReturnType<Progress['statusOf']>): status is KeptStatus =>
  status !== 'untouched' && status !== 'begun'

const idle = async (vendor: VendorRun): Promise<void> => {
  while (vendor.underWay > 0) await new Promise<void>((resolve) => (vendor.whenIdle = resolve))
}

/**
 * The changes of a plan as they are carried out: each vendor's waves one after the other, some changes at the same time.
 */
export const changesOf = ({ source, plan, vendors, options, run, runner }: Work) => {
  const { waves = {}, signal, allow = [], onlyFailed = false } = options
  const { summary, header } = plan
  const counts: { -readonly [C in keyof ApplyCounts]: number } = {
    done: 0,
    already: 0,
    partial: 0,
    stale: 0,
    failed: 0,
    unknown: 0,
    skipped: 0,
    resumed: run.progress.ended,
  }
  const resumedWell = run.progress.well
  // Those that a worker of an earlier run ends while this one begins are heard after they were counted.
  const over = { all: 0, well: 0 }
  const runs = new Map<string, VendorRun>(
    Object.keys(vendors).map((name) => [
      name,
      { health: vendorHealth(waves), wave: undefined, underWay: 0, whenIdle: () => undefined },
    ]),
  )

  const halt = (vendor: string, reason: HaltReason): Halted => {
    runner.halt(vendor)
    return halted(vendor, reason)
  }

  const haltAll = (reason: HaltReason): ReadonlyArray<Halted> =>
    [...runs].flatMap(([vendor, { health }]) => {
      if (health.halted()) return []
      health.halt()
      return [halt(vendor, reason)]
    })

  let isDamaged = false
  const damaged = (): ReadonlyArray<Halted> => {
    isDamaged = true
    return haltAll('damaged-plan')
  }

  const changesIn = (wave: Wave, vendor: string): number => {
    const changes = summary.impact.apps[vendor] ?? 0
    const canary = canarySize(waves, changes)
    if (wave === 'canary') return canary
    return wave === 'rest' ? changes - canary : 0
  }

  /** Begins a wave of a vendor, once all of its wave before is over. */
  const enter = async (name: string, vendor: VendorRun, wave: Wave): Promise<ReadonlyArray<ApplyEvent>> => {
    if (vendor.wave === wave) return []
    await idle(vendor)
    vendor.wave = wave
    const reason = vendor.health.before(wave, allow.includes('pool-before-apps'))
    const changes = vendor.health.halted() ? 0 : changesIn(wave, name)
    return [
      ...(reason === undefined ? [] : [halt(name, reason)]),
      ...(changes > 0 ? [{ event: 'wave', wave, vendor: name, changes } as const] : []),
    ]
  }

  /** Parses the plan line by line, and gives its changes with the events between them. */
  async function* steps(): AsyncGenerator<Handout | ApplyEvent> {
    const sort = waveSorter(waves, summary.impact.apps)
    const tally = planTally('any')
    let n = -1
    for await (const read of decodePlan(source())) {
      n += 1
      if (signal?.aborted === true) return
      // Another plan may have been saved under the same name meanwhile; it was not verified, so nothing of it is done.
      const isOther = n === 0 && (E.isLeft(read) || encodeLine(read.right) !== encodeLine(header))
      if (isOther || E.isLeft(read)) return yield* damaged()
      const line = read.right
      if (line.line !== 'change') continue
      tally.change(line)
      // Under the same first line other changes may stand by now: no more is done than the summary says that was verified.
      if (tally.exceeds(summary)) return yield* damaged()
      await run.reach(n)
      const wave = sort(line)
      const { vendor: name } = line.address
      const vendor = runs.get(name)
      if (vendor === undefined) continue
      yield* await enter(name, vendor, wave)
      const status = run.progress.statusOf(n)
      const isAgain = onlyFailed && status === 'failed'
      if (isOver(status) && !isAgain) {
        over.all += 1
        if (status === 'done' || status === 'already') over.well += 1
        vendor.health.recall(status, wave)
      } else if (!onlyFailed || run.progress.wasTried(n)) {
        if (isAgain) counts.resumed -= 1
        vendor.underWay += 1
        yield handout({ n, line, wave })
      }
    }
  }

  const hear = (told: Told, end: RunnerEnd, health: VendorHealth): ReadonlyArray<ApplyEvent> => {
    counts[end.status] += 1
    const reason = health.hear(end, told.wave)
    const event = itemEvent(told, end)
    if (end.storeFailure !== undefined) {
      const message = storeFailureMessage(end.storeFailure)
      return [event, ...haltAll('store').map((one) => ({ ...one, message }))]
    }
    return reason === undefined ? [event] : [event, halt(told.address.vendor, reason)]
  }

  const heard = async (told: Told, ending: Promise<RunnerEnd | undefined>, vendor: VendorRun) => {
    try {
      const end = await ending
      return end === undefined ? [] : hear(told, end, vendor.health)
    } finally {
      vendor.underWay -= 1
      if (vendor.underWay === 0) vendor.whenIdle()
    }
  }

  // No function that waits for the end may have the line.
  const step = (next: Handout | ApplyEvent): Promise<ReadonlyArray<ApplyEvent>> => {
    if ('event' in next) return Promise.resolve([next])
    const change = next.take()
    const vendor = change && runs.get(change.line.address.vendor)
    if (change === undefined || vendor === undefined) return Promise.resolve([])
    const { address, name } = change.line
    const told = { address, ...(name === undefined ? {} : { name }), wave: change.wave }
    const isLeftOut = vendor.health.halted() || signal?.aborted === true
    return heard(told, isLeftOut ? Promise.resolve(undefined) : runner.carryOut(change), vendor)
  }

  return {
    events: async function* (): AsyncGenerator<ApplyEvent> {
      for await (const events of asDone(steps(), runner.concurrency, step)) yield* events
    },
    finished: (): ApplyFinished => {
      const total = summary.counts.changes
      const resumed = Math.max(counts.resumed, over.all)
      const ended = counts.done + counts.already + counts.partial + counts.stale + counts.failed + counts.unknown
      return {
        event: 'finished',
        counts: { ...counts, resumed, skipped: total - ended - resumed },
        complete: !isDamaged && counts.done + counts.already + Math.max(resumedWell, over.well) === total,
        cancelled: signal?.aborted === true,
        halted: [...runs].flatMap(([vendor, { health }]) => (health.halted() ? [vendor] : [])),
      }
    },
  }
}
