import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Clock } from '@mini-domains/core'
import { type Store, type StoreFailure, memoryData, memoryStore } from '@mini-domains/core/adapter'
import { redisStore } from '@mini-domains/redis'
import { sqliteStore } from '@mini-domains/sqlite'
import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import { type RedisServer, describeRedis, startRedis } from '../../../redis/test/redis-server.js'

const opened = async (open: TE.TaskEither<StoreFailure, Store>): Promise<Store> => {
  const store = await open()
  if (E.isLeft(store)) throw new Error(store.left.message)
  return store.right
}

/** Gives two handles on the same new data, as two processes have. */
export type OpenTwo = (clock: Clock) => Promise<readonly [Store, Store]>

/** Runs the same tests on memory, on one SQLite file and on Redis. */
export const onEachStore = (tests: (openTwo: OpenTwo) => void): void => {
  describe('in memory', () =>
    tests((clock) => {
      const data = memoryData()
      return Promise.resolve([memoryStore(clock, data), memoryStore(clock, data)])
    }))

  describe('on one SQLite file', () => {
    let folder = ''
    let stores: ReadonlyArray<Store> = []
    beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'mini-domains-'))))
    afterEach(async () => {
      await Promise.all(stores.map((store) => store.close()))
      rmSync(folder, { recursive: true })
    })
    tests(async (clock) => {
      const open = () => opened(sqliteStore({ file: join(folder, 'store.db'), clock }))
      const two = [await open(), await open()] as const
      stores = two
      return two
    })
  })

  describeRedis('on Redis', () => {
    let server: RedisServer
    let stores: ReadonlyArray<Store> = []
    let worlds = 0
    beforeAll(async () => void (server = await startRedis()))
    afterEach(() => Promise.all(stores.map((store) => store.close())))
    afterAll(() => server.end())
    tests(async () => {
      const prefix = `w${++worlds}`
      const open = () => opened(redisStore({ url: server.url, prefix }))
      const two = [await open(), await open()] as const
      stores = two
      return two
    })
  })
}
