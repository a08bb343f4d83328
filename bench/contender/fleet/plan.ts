import { systemClock } from '@mini-domains/core'
import { type PlanLine, plan } from '@mini-domains/fleet'
import { type Contender, type Tally } from '../../contender.js'
import { type Job } from '../../message.js'
import { appLines, desired } from './desired.js'
import { type Lacks, few } from './replies.js'
import { vendorsWith } from './vendor.js'

/**
 * Plans as many apps as a job has calls, of which some lack a domain, and hands each line of the plan on. A plan with another
 * number of changes is a failure.
 */
export const planning = async (
  { calls }: Job,
  pulse: () => void,
  lacks: Lacks,
  keep: (line: PlanLine) => void | Promise<void>,
): Promise<Tally> => {
  const tool = { name: 'bench', version: '1.0.0' }
  const openLines = appLines(calls, pulse)
  let changes = 0
  let complete = false
  for await (const line of plan(desired(), vendorsWith(lacks), { clock: systemClock, tool, openLines })) {
    if (line.line === 'change') changes += 1
    if (line.line === 'summary') complete = line.complete && line.counts.apps === calls
    await keep(line)
  }
  const right = Array.from({ length: calls }, (_, number) => number).filter(lacks).length
  return { failed: complete ? Math.abs(right - changes) : calls, failure: 'the plan has other changes' }
}

/**
 * A plan of a fleet in which one app in a hundred lacks a domain.
 */
export const open = (): Contender => ({
  run: (job, pulse) => planning(job, pulse, few, () => undefined),
})
