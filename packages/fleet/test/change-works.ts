import {
  type FleetVendors,
  type LineWork,
  type PlanSource,
  type DesiredState,
  decodePlan,
  verifyPlan,
} from '../src/index.js'
import * as E from 'fp-ts/lib/Either.js'
import { savedPlan } from './saved-plan.js'

/** The changes of a plan, each as a worker is given it. */
export const worksOf = async ({ source }: { readonly source: PlanSource }): Promise<ReadonlyArray<LineWork>> => {
  const verified = await verifyPlan(source())
  if (E.isLeft(verified)) throw new Error(verified.left.message.en)
  const plan = verified.right.summary.digest
  const works: Array<LineWork> = []
  let n = -1
  for await (const line of decodePlan(source())) {
    n += 1
    if (E.isRight(line) && line.right.line === 'change') works.push({ plan, n, line: line.right })
  }
  return works
}

/** Plans, and gives the changes, each as a worker is given it. */
export const plannedWorks = async (desired: DesiredState, vendors: FleetVendors): Promise<ReadonlyArray<LineWork>> =>
  worksOf(await savedPlan(desired, vendors))
