import { type ContenderName } from '../contenders.js'
import { type Figure } from '../figure.js'
import { partsOf, withFieldAt } from '../field.js'
import { type Group } from '../group.js'
import { cpuPerCall } from '../per-call.js'
import { median } from '../statistic.js'

const bare: ContenderName = 'the simulated clock alone'
const byHand: ContenderName = 'a token bucket by hand'
const limiters: ReadonlyArray<ContenderName> = ['rate limiter, timers in time', 'rate limiter, timers 0 to 5 ms late']

const perSecond = 50

/**
 * What the rate limiter takes at 50 calls a second over an hour of simulated time, and what it makes of the hour: the time against
 * the ideal, and the most starts in any sliding second.
 */
export const pacing: Group = async ({ scale, launch }) => {
  const job = { calls: scale.paced, lanes: 64 }
  const rounds = await withFieldAt('', [bare, byHand, ...limiters], launch, async (field) => {
    await field.warm(job)
    return field.compete(job, scale.rounds)
  })
  const of = partsOf(rounds)
  const table = `${scale.paced} calls at ${perSecond} a second, simulated clock`
  const clock = of(bare, cpuPerCall)
  const ideal = (scale.paced - 1) / perSecond
  const paceFigures = (row: ContenderName): ReadonlyArray<Figure> => {
    const to = (limit: number): { readonly limit?: number } => (row === byHand ? {} : { limit })
    const own = of(row, cpuPerCall).map((micros, round) => micros - (clock[round] ?? NaN))
    const time = median(of(row, ({ found }) => (found['seconds'] ?? NaN) / ideal))
    const most = Math.max(...of(row, ({ found }) => found['most'] ?? NaN))
    return [
      { table, row, column: 'time against the ideal', unit: 'times', value: time, ...to(1.05) },
      { table, row, column: 'most in any second', unit: 'calls', value: most, ...to(perSecond) },
      { table, row, column: 'CPU without the clock', unit: 'µs', value: median(own), ...to(5) },
    ]
  }
  return [
    ...[byHand, ...limiters].flatMap(paceFigures),
    ...[bare, byHand, ...limiters].map((row): Figure => ({
      table,
      row,
      column: 'CPU in all',
      unit: 'µs',
      value: median(of(row, cpuPerCall)),
    })),
  ]
}
