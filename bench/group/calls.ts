import { type ContenderName } from '../contenders.js'
import { type Figure } from '../figure.js'
import { type Rounds, withField } from '../field.js'
import { type Group } from '../group.js'
import { type Spent } from '../message.js'
import { median, medianRatio } from '../statistic.js'

const bare: ContenderName = 'node:http, keep-alive agent'
const byHand: ContenderName = 'axios .post, keep-alive agent'
const ours: ReadonlyArray<ContenderName> = ['app(id).server.get', 'app(id).server.modify', 'raw']
const judged: ReadonlyArray<ContenderName> = ['undici.request', bare, byHand, ...ours]
const bystanders: ReadonlyArray<ContenderName> = ['net.Socket, no client at all', 'axios .post, no agent given']

const cpu = ({ cpuMicros, calls }: Spent): number => cpuMicros / calls
const wall = ({ wallMicros, calls }: Spent): number => wallMicros / calls

const failed = (rounds: Rounds): void => {
  for (const [name, spent] of rounds) {
    const failure = spent.find((one) => one.failed > 0)?.failure
    if (failure !== undefined) throw new Error(`${name}: ${failure}`)
  }
}

const figuresOf = (rounds: Rounds, lanes: number): ReadonlyArray<Figure> => {
  const column = `${lanes} at once`
  const of = (name: ContenderName, part: (spent: Spent) => number): ReadonlyArray<number> =>
    (rounds.get(name) ?? []).map(part)
  return [...rounds.keys()].flatMap((row): ReadonlyArray<Figure> => {
    const isOurs = ours.includes(row)
    const against = (other: ContenderName): number => medianRatio(of(row, cpu), of(other, cpu))
    return [
      {
        table: 'CPU per call against axios .post',
        row,
        column,
        unit: 'times',
        value: against(byHand),
        ...(isOurs ? { limit: 0.6 } : {}),
      },
      {
        table: 'CPU per call against bare node:http',
        row,
        column,
        unit: 'times',
        value: against(bare),
        ...(isOurs ? { limit: 1.4 } : {}),
      },
      {
        table: 'Calls per second against axios .post',
        row,
        column,
        unit: 'times',
        value: medianRatio(of(byHand, wall), of(row, wall)),
      },
      { table: 'CPU per call on this machine', row, column, unit: 'µs', value: median(of(row, cpu)) },
    ]
  })
}

/**
 * What one call takes, at several numbers of calls under way.
 */
export const calls: Group = ({ scale, launch }) =>
  withField(scale.bystanders ? [...bystanders, ...judged] : judged, launch, async (field) => {
    await field.warm({ calls: scale.warmUp, lanes: 64 })
    const figures: Array<Figure> = []
    for (const lanes of scale.lanes) {
      // Connections are opened before the count begins.
      await field.warm({ calls: lanes * 2, lanes })
      const rounds = await field.compete({ calls: scale.calls, lanes }, scale.rounds)
      failed(rounds)
      figures.push(...figuresOf(rounds, lanes))
    }
    return figures
  })
