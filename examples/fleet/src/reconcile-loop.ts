import { systemClock } from '@mini-domains/core'
import { type Store, type StoreFailure, messageOf, memoryStore } from '@mini-domains/core/adapter'
import {
  type FleetVendors,
  type ItemStatus,
  type LineWork,
  type PlanLine,
  type PlanSummary,
  inOrder,
  openRun,
  plan,
  readDesired,
  reconcile,
} from '@mini-domains/fleet'
import * as E from 'fp-ts/lib/Either.js'
import { readFileSync } from 'node:fs'
import { startWorld, writesInAll, writesMade } from './world.js'

// A plan carried out without a queue, by two loops that know nothing of each other and are given the same lines. On two machines the store
// would be on Redis, and each loop a process; whatever hands lines out there, a list in Redis, SQS or Temporal, calls `reconcile` as here.

const rightOf = <A>(either: E.Either<StoreFailure, A>): A => {
  if (E.isLeft(either)) throw new Error(messageOf(either.left).en)
  return either.right
}

const worksOf = (lines: ReadonlyArray<PlanLine>, digest: string): ReadonlyArray<LineWork> =>
  lines.flatMap((line, n) => (line.line === 'change' ? [{ plan: digest, n, line }] : []))

const countOf = (statuses: ReadonlyArray<ItemStatus>): Readonly<Record<string, number>> => {
  const counts = new Map<string, number>()
  for (const status of statuses) counts.set(status, (counts.get(status) ?? 0) + 1)
  return Object.fromEntries(counts)
}

async function* each<A>(items: ReadonlyArray<A>): AsyncGenerator<A> {
  for (const item of items) yield await Promise.resolve(item)
}

// Apps may list only what the pool holds, and a host leaves the pool only when no app lists it any more.
const stages = ['pool-add', 'app', 'pool-remove'] as const

/** One worker: takes the lines stage by stage, four at a time, and gives how each ended. */
const loop = async (
  works: ReadonlyArray<LineWork>,
  vendors: FleetVendors,
  store: Store,
): Promise<ReadonlyArray<ItemStatus>> => {
  const statuses: Array<ItemStatus> = []
  for (const stage of stages) {
    const due = works.filter(({ line }) => line.stage === stage)
    // Nobody listens here for the ends of others: each loop counts what it is given.
    const ends = inOrder(each(due), 4, (work) =>
      reconcile(work, vendors, { store, clock: systemClock, announces: false }),
    )
    for await (const end of ends) statuses.push(rightOf(end).status)
  }
  return statuses
}

const summaryOf = (lines: ReadonlyArray<PlanLine>): PlanSummary => {
  const last = lines.at(-1)
  if (last?.line !== 'summary') throw new Error('the plan has no end')
  return last
}

const main = async (): Promise<void> => {
  const text = readFileSync(new URL('../mini-domains.yaml', import.meta.url), 'utf8')
  const desired = readDesired(text, { file: 'mini-domains.yaml' })
  if (E.isLeft(desired)) throw new Error(desired.left.map(({ message }) => message.en).join('\n'))
  const world = await startWorld(desired.right)
  if (E.isLeft(world)) throw new Error(messageOf(world.left).en)
  const { vendors, emulator, close } = world.right
  const store = memoryStore(systemClock)
  const lines: Array<PlanLine> = []
  const tool = { name: 'mini-domains example', version: '0.0.0' }
  for await (const line of plan(desired.right, vendors, { clock: systemClock, tool, store })) lines.push(line)
  const { digest, counts } = summaryOf(lines)

  // One process opens the run, so that it is in the history; the loops need no lock.
  const run = rightOf(
    await openRun({ store, clock: systemClock, plan: digest, lines: lines.length, changes: counts.changes }),
  )
  const works = worksOf(lines, digest)
  const loops = await Promise.all([loop(works, vendors, store), loop(works, vendors, store)])
  const [mine = []] = loops
  const complete = mine.every((status) => status === 'done' || status === 'already')
  await run?.finish({ complete, cancelled: false, halted: [], counts: countOf(mine) })
  await run?.close()
  const writes = writesInAll(writesMade(emulator))
  const told = { changes: works.length, ended: loops.map(countOf), writes }
  process.stdout.write(`${JSON.stringify(told, null, 2)}\n`)
  await close()
}

await main()
