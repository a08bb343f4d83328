import { type DomainError, systemClock } from '@mini-domains/core'
import { type Store, memoryStore } from '@mini-domains/core/adapter'
import {
  type ApplyCounts,
  type ApplyEvent,
  type Diagnostic,
  type DesiredState,
  type PlanChange,
  type PlanLine,
  type PlanSummary,
  type VerifySummary,
  apply,
  encodeLine,
  fileLines,
  plan,
  planHtml,
  readDesired,
  verify,
} from '@mini-domains/fleet'
import * as E from 'fp-ts/lib/Either.js'
import { createWriteStream } from 'node:fs'
import { stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { type World, breakOneReply, startWorld, writesInAll, writesMade } from './world.js'

/**
 * What one change came to.
 */
export type Item = Extract<ApplyEvent, { readonly event: 'item' }>

/**
 * What the job saw and did, in the order of doing.
 */
export interface Job {
  readonly changes: ReadonlyArray<PlanChange>
  readonly plan: PlanSummary
  readonly items: ReadonlyArray<Item>
  readonly applied: ApplyCounts | undefined
  /** Whether the answer of one write got lost on the way. */
  readonly faultStruck: boolean
  /** How many writes took effect at each vendor. */
  readonly writes: Readonly<Record<string, number>>
  readonly verified: VerifySummary | undefined
  readonly report: { readonly file: string; readonly bytes: number }
}

/**
 * Why the job could not be done.
 */
export type Trouble =
  | { readonly _tag: 'Complaints'; readonly complaints: ReadonlyArray<Diagnostic> }
  | { readonly _tag: 'Error'; readonly error: DomainError }
  | { readonly _tag: 'NoPlan' }

const tool = { name: 'mini-domains example', version: '0.0.0' }

const planned = async (desired: DesiredState, world: World, store: Store): Promise<ReadonlyArray<PlanLine>> => {
  const lines: Array<PlanLine> = []
  const options = { clock: systemClock, tool, store }
  for await (const line of plan(desired, world.vendors, options)) lines.push(line)
  return lines
}

async function* each<A>(items: ReadonlyArray<A>): AsyncGenerator<A> {
  for (const item of items) yield await Promise.resolve(item)
}

const writeReport = async (folder: string, lines: ReadonlyArray<PlanLine>): Promise<Job['report']> => {
  const file = join(folder, 'plan.html')
  await pipeline(planHtml(each(lines)), createWriteStream(file))
  return { file, bytes: (await stat(file)).size }
}

const carriedOut = async (folder: string, lines: ReadonlyArray<PlanLine>, world: World, store: Store) => {
  const saved = join(folder, 'plan.jsonl')
  await writeFile(saved, lines.map((line) => `${encodeLine(line)}\n`).join(''))
  const options = { clock: systemClock, store, waves: { canary: { count: 1 } } }
  const items: Array<Item> = []
  let applied: ApplyCounts | undefined
  for await (const event of apply(() => fileLines(saved), world.vendors, options)) {
    if (event.event === 'item') items.push(event)
    if (event.event === 'finished') applied = event.counts
  }
  return { items, applied }
}

const verified = async (desired: DesiredState, world: World): Promise<VerifySummary | undefined> => {
  let summary: VerifySummary | undefined
  for await (const line of verify(desired, world.vendors, {})) if (line.line === 'summary') summary = line
  return summary
}

const inWorld = async (folder: string, desired: DesiredState, world: World): Promise<E.Either<Trouble, Job>> => {
  const { emulator } = world
  const store = memoryStore()
  const lines = await planned(desired, world, store)
  const summary = lines.find((line) => line.line === 'summary')
  if (summary === undefined) return E.left({ _tag: 'NoPlan' })
  const report = await writeReport(folder, lines)
  breakOneReply(emulator)
  const { items, applied } = await carriedOut(folder, lines, world, store)
  // At WeChat what is configured becomes live with the next release of each app.
  for (const { id, vendor } of desired.content.apps ?? []) if (vendor === 'wechat') emulator.wechat.release(id)
  return E.right({
    changes: lines.filter((line) => line.line === 'change'),
    plan: summary,
    items,
    applied,
    faultStruck: emulator.wechat.requests().some(({ fault }) => fault !== undefined && fault !== null),
    writes: writesMade(emulator),
    verified: await verified(desired, world),
    report,
  })
}

/**
 * Plans the fleet, applies the plan while one answer gets lost, releases, and verifies. Files go into the folder.
 */
export const runJob = async (text: string, folder: string): Promise<E.Either<Trouble, Job>> => {
  const desired = readDesired(text, { file: 'mini-domains.yaml' })
  if (E.isLeft(desired)) return E.left({ _tag: 'Complaints', complaints: desired.left })
  const world = await startWorld(desired.right)
  if (E.isLeft(world)) return E.left({ _tag: 'Error', error: world.left })
  try {
    return await inWorld(folder, desired.right, world.right)
  } finally {
    await world.right.close()
  }
}

/**
 * Says whether all came out as it should: everything written, each change once, all of it as desired.
 */
export const isWell = ({ plan: { counts }, applied, writes, verified: found }: Job): boolean =>
  applied?.done === counts.changes &&
  writesInAll(writes) === counts.changes &&
  found?.differences === false &&
  !found.errored
