import { type ContenderName } from '../contenders.js'
import { type Figure } from '../figure.js'
import { partsOf, withField } from '../field.js'
import { type Group } from '../group.js'
import { cpuPerCall } from '../per-call.js'
import { median, medianRatio } from '../statistic.js'

/**
 * A contender, and what it is measured against.
 */
interface Pair {
  readonly name: ContenderName
  readonly against?: ContenderName
  /** Against that, at most so many times. */
  readonly limit?: number
}

interface Steps {
  readonly table: string
  readonly unit: 'ns' | 'µs'
  readonly pairs: ReadonlyArray<Pair>
}

/**
 * Measures steps that touch no wire, some of them against others.
 */
const steps =
  ({ table, unit, pairs }: Steps): Group =>
  async ({ scale, launch }) => {
    const names = [...new Set(pairs.flatMap(({ name, against }) => (against === undefined ? [name] : [against, name])))]
    const rounds = await withField(names, launch, async (field) => {
      await field.warm({ calls: scale.steps, lanes: 1 })
      return field.compete({ calls: scale.steps, lanes: 1 }, scale.rounds)
    })
    const of = (name: ContenderName): ReadonlyArray<number> => partsOf(rounds)(name, cpuPerCall)
    const factor = unit === 'ns' ? 1000 : 1
    return [
      ...names.map((row): Figure => ({ table, row, column: 'CPU', unit, value: median(of(row)) * factor })),
      ...pairs.flatMap(({ name, against, limit }): ReadonlyArray<Figure> => {
        if (against === undefined) return []
        const value = medianRatio(of(name), of(against))
        const bound = limit === undefined ? {} : { limit }
        return [{ table, row: name, column: 'against the other', unit: 'times', value, ...bound }]
      }),
    ]
  }

/**
 * What checking one domain takes.
 */
export const domains = steps({
  table: 'Checking one domain',
  unit: 'ns',
  pairs: [
    { name: 'ours, valid', against: 'new URL, valid', limit: 1 },
    { name: 'ours, invalid', against: 'new URL, invalid', limit: 1 },
    { name: 'ours, international', against: 'new URL, international' },
  ],
})

/**
 * What comparing two lists takes.
 */
export const diff = steps({
  table: 'What is to be added, what is to go',
  unit: 'µs',
  pairs: [{ name: 'ours, 20 against 20', against: 'fp-ts A.difference, 20 against 20', limit: 1 }],
})

/**
 * What core does to a call, without any I/O.
 */
export const core = steps({
  table: 'Core alone, no I/O',
  unit: 'µs',
  pairs: [{ name: 'await of one async function' }, { name: 'get, no I/O' }, { name: 'modify, no I/O' }],
})

/**
 * What finding a valid token takes.
 */
export const heldToken = steps({
  table: 'Finding a valid token',
  unit: 'µs',
  pairs: [{ name: 'static tokens' }, { name: 'credentials, kept in memory', against: 'static tokens' }],
})
