import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '@mini-domains/core'
import { Redis } from 'ioredis'

const isInstalled = spawnSync('redis-server', ['--version']).status === 0

if (!isInstalled && process.env['MINI_DOMAINS_REQUIRE_REDIS'] === '1') {
  throw new Error(
    'MINI_DOMAINS_REQUIRE_REDIS=1, but there is no redis-server on the PATH (apt-get install redis-server)',
  )
}

if (!isInstalled) {
  process.stderr.write('WARNING: no redis-server on the PATH: all tests on Redis are SKIPPED\n')
}

/** `describe` where a redis-server is on the PATH; else one that skips, said loudly. */
export const describeRedis = isInstalled ? describe : describe.skip

/** A redis-server of the test's own. */
export interface RedisServer {
  readonly port: number
  readonly url: string
  /** Sends one command. */
  readonly tell: (...command: ReadonlyArray<string>) => Promise<unknown>
  readonly start: () => Promise<void>
  /** Ends it as a crash does. */
  readonly kill: () => Promise<void>
  /** Ends it and takes its data away. */
  readonly end: () => Promise<void>
}

const freePort = async (): Promise<number> => {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const isAddress = (address: AddressInfo | string | null): address is AddressInfo =>
    typeof address === 'object' && address !== null
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (!isAddress(address)) throw new Error('no free port')
  return address.port
}

const answers = async (port: number, password: string): Promise<boolean> => {
  const client = new Redis({
    port,
    lazyConnect: true,
    retryStrategy: () => null,
    disconnectTimeout: 0,
    ...(password === '' ? {} : { password }),
  })
  client.on('error', () => undefined)
  const answer = await client.connect().then(
    () => client.ping().then(() => true),
    () => false,
  )
  client.disconnect()
  return answer
}

/** Starts a redis-server on a free port in a folder of its own. */
export const startRedis = async (settings: ReadonlyArray<string> = [], password = ''): Promise<RedisServer> => {
  const port = await freePort()
  const folder = mkdtempSync(join(tmpdir(), 'mini-domains-redis-'))
  const access = password === '' ? [] : ['--requirepass', password]
  let child: ChildProcess | undefined
  const start = async (): Promise<void> => {
    const args = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '', ...access, ...settings]
    child = spawn('redis-server', args, { stdio: 'ignore' })
    for (let tries = 0; !(await answers(port, password)); tries++) {
      if (tries > 200) throw new Error('redis-server does not start')
      await systemClock.sleep(20)
    }
  }
  const kill = async (): Promise<void> => {
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    child.kill('SIGKILL')
    await gone
  }
  await start()
  return {
    port,
    url: `redis://${password === '' ? '' : `:${password}@`}127.0.0.1:${port}`,
    tell: async (command = 'PING', ...args) => {
      const client = new Redis({ port, ...(password === '' ? {} : { password }) })
      return client.call(command, ...args).finally(() => client.disconnect())
    },
    start,
    kill,
    end: async () => {
      await kill()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
