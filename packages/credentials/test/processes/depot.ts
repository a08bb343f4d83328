import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describeRedis, startRedis } from '../../../redis/test/redis-server.js'
import { type Place } from './place.js'

/**
 * Where stores are put that live as long as a group of tests.
 */
export interface Depot {
  readonly placeOf: (name: string) => Place
  readonly end: () => Promise<void>
}

const sqlite = async (): Promise<Depot> => {
  const folder = await mkdtemp(join(tmpdir(), 'mini-domains-'))
  return { placeOf: (name) => ({ file: join(folder, `${name}.db`) }), end: () => rm(folder, { recursive: true }) }
}

const redis = async (): Promise<Depot> => {
  const server = await startRedis()
  return { placeOf: (prefix) => ({ url: server.url, prefix }), end: server.end }
}

/**
 * The stores that many processes may share, and how tests of each are told: those on Redis are skipped, loudly, where there
 * is none.
 */
export const depots = [
  { name: 'one SQLite file', describe, start: sqlite },
  { name: 'one Redis', describe: describeRedis, start: redis },
] as const
