import * as E from 'fp-ts/lib/Either.js'
import { type StoreWorld, describeStore } from '@mini-domains/conformance'
import { systemClock } from '@mini-domains/core'
import { type Store } from '@mini-domains/core/adapter'
import { redisStore } from '../src/index.js'
import { type RedisServer, describeRedis, startRedis } from './redis-server.js'

const openStore = async (url: string, prefix: string): Promise<Store> => {
  const opened = await redisStore({ url, prefix })()
  if (E.isLeft(opened)) throw new Error(opened.left.message)
  return opened.right
}

describeRedis('the store suite', () => {
  const servers: Array<RedisServer> = []
  let worlds = 0

  beforeAll(async () => void servers.push(await startRedis(['--appendonly', 'yes', '--appendfsync', 'always'])))

  afterAll(async () => void (await Promise.all(servers.map((server) => server.end()))))

  const redisWorld = (): Promise<StoreWorld> => {
    const [server] = servers
    if (server === undefined) throw new Error('no server')
    const prefix = `w${++worlds}`
    return Promise.resolve({
      open: () => openStore(server.url, prefix),
      openNeighbour: () => openStore(server.url, `${prefix}:r`),
      pass: (ms) => systemClock.sleep(ms),
      restart: () => server.kill().then(server.start),
      end: () => Promise.resolve(),
    })
  }

  describeStore({ describe, it }, 'a Redis that is killed and keeps an append-only file', redisWorld)
})
