import { type ContenderName } from '../contenders.js'
import { type Figure } from '../figure.js'
import { type Rounds, partsOf, withFieldAt } from '../field.js'
import { type Group, type Run } from '../group.js'
import { cpuPerCall } from '../per-call.js'
import { median, medianRatio } from '../statistic.js'
import { withFolder } from '../temporary-folder.js'

const bare: ContenderName = 'JSON.parse and compare'
const plan: ContenderName = 'plan, 1 % differ'
const planFile: ContenderName = 'plan, all differ, into a file'
const apply: ContenderName = 'apply, the store on the disk'

// In this order, since an apply needs the plan that was written before it.
const names = [bare, plan, planFile, apply]

const megabyte = 1024 * 1024

// A plan of 100,000 apps may take 10 s.
const planMicros = 100

// What may live on in megabytes when 10,000 apps become 100,000: a plan knows where each app stands, to find one that comes twice.
const growthLimits: ReadonlyMap<ContenderName, number> = new Map([
  [plan, 16],
  [planFile, 16],
  [apply, 1],
])

const spending = (rounds: Rounds, table: string): ReadonlyArray<Figure> => {
  const of = partsOf(rounds)
  return names.flatMap((row): ReadonlyArray<Figure> => {
    const limit = row === plan || row === planFile ? { limit: planMicros } : {}
    const against = medianRatio(of(row, cpuPerCall), of(bare, cpuPerCall))
    return [
      { table, row, column: 'CPU of an app', unit: 'µs', value: median(of(row, cpuPerCall)), ...limit },
      { table, row, column: 'against JSON.parse', unit: 'times', value: against },
      { table, row, column: 'in all', unit: 's', value: median(of(row, ({ cpuMicros }) => cpuMicros)) / 1e6 },
    ]
  })
}

/**
 * How far the resident memory of a fresh process rose over its first job, and how far what lives on its heap.
 */
const memoryAt = async (apps: number, folder: string, { launch }: Run): Promise<ReadonlyArray<Rounds>> => {
  const job = { calls: apps, lanes: 1 }
  const resident = await withFieldAt(folder, names, launch, (field) => field.compete(job, 1))
  const live = await withFieldAt(folder, names, { ...launch, collects: true }, (field) => field.compete(job, 1))
  return [resident, live]
}

const memory = async (folder: string, run: Run): Promise<ReadonlyArray<Figure>> => {
  const { few, many } = run.scale.fleet
  const table = 'Memory above that of the idle process'
  const figures: Array<Figure> = []
  const lives: Array<ReadonlyMap<ContenderName, number>> = []
  for (const apps of [few, many]) {
    const [resident = new Map(), live = new Map()] = await memoryAt(apps, folder, run)
    const grown = (row: ContenderName): number => median(partsOf(resident)(row, ({ grownBytes }) => grownBytes))
    const living = (row: ContenderName): number => median(partsOf(live)(row, ({ liveBytes }) => liveBytes))
    lives.push(new Map(names.map((row) => [row, living(row)])))
    for (const row of names) {
      figures.push({ table, row, column: `resident, ${apps}`, unit: 'MB', value: grown(row) / megabyte })
      figures.push({ table, row, column: `live heap, ${apps}`, unit: 'MB', value: living(row) / megabyte })
    }
  }
  const [small, large] = lives
  const growth = names.map((row): Figure => {
    const limit = growthLimits.get(row)
    const value = ((large?.get(row) ?? NaN) - (small?.get(row) ?? NaN)) / megabyte
    return { table, row, column: 'live heap, growth', unit: 'MB', value, ...(limit === undefined ? {} : { limit }) }
  })
  return [...figures, ...growth]
}

/**
 * What planning a fleet and applying a plan take where every reply is at hand: CPU, against parsing and comparing the same
 * replies; and memory, which is not to grow with the fleet.
 */
export const fleet: Group = (run) =>
  withFolder(async (folder) => {
    const { many } = run.scale.fleet
    const job = { calls: many, lanes: 1 }
    const rounds = await withFieldAt(folder, names, run.launch, (field) => field.compete(job, run.scale.rounds))
    return [
      ...spending(rounds, `A fleet of ${many} apps, 40 domains each, replies at hand`),
      ...(await memory(folder, run)),
    ]
  })
