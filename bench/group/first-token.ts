import { type ContenderName } from '../contenders.js'
import { type Figure } from '../figure.js'
import { type Rounds, partsOf, withFieldAt } from '../field.js'
import { type Group } from '../group.js'
import { cpuPerCall, wallPerCall } from '../per-call.js'
import { withRedis } from '../redis-server.js'
import { median, medianRatio } from '../statistic.js'

const table = 'First look-up of a token'

const cipher: ContenderName = 'AES-256-GCM, one record'

interface Pair {
  readonly read: ContenderName
  readonly ours: ContenderName
}

const memory: Pair = { read: 'read of a Map', ours: 'first token, memory' }
const sqlite: Pair = { read: 'read of SQLite', ours: 'first token, SQLite file' }
const redis: Pair = { read: 'read of Redis', ours: 'first token, Redis' }

// Half of what credentials do at once by default, so that none waits for another.
const lanes = 16

const figuresOf = (rounds: Rounds, pairs: ReadonlyArray<Pair>): ReadonlyArray<Figure> => {
  const of = partsOf(rounds)
  const taken = (row: ContenderName): ReadonlyArray<Figure> => [
    { table, row, column: 'CPU', unit: 'µs', value: median(of(row, cpuPerCall)) },
    { table, row, column: 'wall', unit: 'µs', value: median(of(row, wallPerCall)) },
  ]
  const decrypting = of(cipher, cpuPerCall)
  const against = ({ read, ours }: Pair): Figure => {
    const floor = of(read, cpuPerCall).map((micros, round) => micros + (decrypting[round] ?? NaN))
    const value = medianRatio(of(ours, cpuPerCall), floor)
    return { table, row: ours, column: 'CPU against reading and decrypting', unit: 'times', value }
  }
  return [...taken(cipher), ...pairs.flatMap((pair) => [...taken(pair.read), ...taken(pair.ours), against(pair)])]
}

const notMeasured: Figure = {
  table,
  row: 'Redis: not measured, no redis-server on the PATH',
  column: 'CPU',
  unit: 'µs',
  value: NaN,
}

/**
 * What the first look-up of a token takes in a process that has just begun, by store; against the bare read of the same record
 * and its bare decryption, one after the other.
 */
export const firstToken: Group = ({ scale, launch }) =>
  withRedis((url) => {
    const pairs = url === undefined ? [memory, sqlite] : [memory, sqlite, redis]
    const names = [cipher, ...pairs.flatMap(({ read, ours }) => [read, ours])]
    return withFieldAt(url ?? '', names, launch, async (field) => {
      await field.warm({ calls: scale.apps, lanes })
      const rounds = await field.compete({ calls: scale.apps, lanes }, scale.rounds)
      return [...figuresOf(rounds, pairs), ...(url === undefined ? [notMeasured] : [])]
    })
  })
