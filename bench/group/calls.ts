import { type ContenderName } from '../contenders.js'
import { type Figure } from '../figure.js'
import { type Rounds, partsOf, withField } from '../field.js'
import { type Group } from '../group.js'
import { cpuPerCall, wallPerCall } from '../per-call.js'
import { median, medianRatio } from '../statistic.js'

const bare: ContenderName = 'node:http, keep-alive agent'
const byHand: ContenderName = 'axios .post, keep-alive agent'
const ours: ReadonlyArray<ContenderName> = ['app(id).server.get', 'app(id).server.modify', 'raw']
const judged: ReadonlyArray<ContenderName> = ['undici.request', bare, byHand, ...ours]
const unjudged: ReadonlyArray<ContenderName> = [
  'net.Socket, no client at all',
  'node:http, a connection each',
  'fetch',
  'axios .post, no redirects',
  'axios .post, no agent given',
]

const figuresOf = (rounds: Rounds, lanes: number): ReadonlyArray<Figure> => {
  const column = `${lanes} at once`
  const of = partsOf(rounds)
  return [...rounds.keys()].flatMap((row): ReadonlyArray<Figure> => {
    const isOurs = ours.includes(row)
    const against = (other: ContenderName): number => medianRatio(of(row, cpuPerCall), of(other, cpuPerCall))
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
        value: medianRatio(of(byHand, wallPerCall), of(row, wallPerCall)),
      },
      { table: 'CPU per call on this machine', row, column, unit: 'µs', value: median(of(row, cpuPerCall)) },
    ]
  })
}

/**
 * What one call takes, at several numbers of calls under way.
 */
export const calls: Group = ({ scale, launch }) =>
  withField(scale.unjudged ? [...unjudged, ...judged] : judged, launch, async (field) => {
    await field.warm({ calls: scale.warmUp, lanes: 64 })
    const figures: Array<Figure> = []
    for (const lanes of scale.lanes) {
      // Connections are opened before the count begins.
      await field.warm({ calls: lanes * 2, lanes })
      const rounds = await field.compete({ calls: scale.calls, lanes }, scale.rounds)
      figures.push(...figuresOf(rounds, lanes))
    }
    return figures
  })
