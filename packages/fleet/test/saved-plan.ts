import { encodeLine, plan } from '../src/index.js'
import { type DesiredState, type FleetVendors, type PlanLine, type PlanOptions } from '../src/index.js'
import { restless } from './emulated-fleet.js'

/** A plan as it would be saved, and as it can be opened again. */
export interface SavedPlan {
  readonly lines: ReadonlyArray<PlanLine>
  readonly source: () => AsyncGenerator<string>
}

/** Gives texts one after the other, as a file would. */
export async function* stream<A>(items: ReadonlyArray<A>): AsyncGenerator<A> {
  yield* items
  await Promise.resolve()
}

/** Plans and keeps all of it. */
export const savedPlan = async (
  desired: DesiredState,
  vendors: FleetVendors,
  options: Partial<PlanOptions> = {},
): Promise<SavedPlan> => {
  const lines: Array<PlanLine> = []
  const tool = { name: 'test', version: '0' }
  for await (const line of plan(desired, vendors, { clock: restless, tool, ...options })) lines.push(line)
  const texts = lines.map(encodeLine)
  return { lines, source: () => stream(texts) }
}
