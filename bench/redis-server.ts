import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { Redis } from 'ioredis'
import { withFolder } from './temporary-folder.js'

const isInstalled = (): boolean => spawnSync('redis-server', ['--version']).status === 0

const isPort = (address: AddressInfo | string | null): address is AddressInfo =>
  typeof address === 'object' && address !== null

const freePort = async (): Promise<number> => {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (!isPort(address)) throw new Error('there is no free port')
  return address.port
}

const tries = 100

// The client tries to connect again after 50 ms, and its command waits for that.
const answered = async (url: string): Promise<void> => {
  const client = new Redis(url, { retryStrategy: () => 50, maxRetriesPerRequest: tries })
  client.on('error', () => undefined)
  await client.ping().finally(() => client.disconnect())
}

const ended = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill()
  await gone
}

/**
 * Starts a Redis that keeps everything in its memory, does something with its URL, and ends it. The URL is `undefined` where
 * there is no `redis-server` on the PATH.
 */
export const withRedis = async <A>(use: (url: string | undefined) => Promise<A>): Promise<A> => {
  if (!isInstalled()) return use(undefined)
  const port = await freePort()
  return withFolder(async (folder) => {
    const settings = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '']
    const child = spawn('redis-server', settings, { stdio: 'ignore' })
    try {
      const url = `redis://127.0.0.1:${port}`
      await answered(url)
      return await use(url)
    } finally {
      await ended(child)
    }
  })
}
