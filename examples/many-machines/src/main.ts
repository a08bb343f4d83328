// What compose.yaml does with containers, with plain processes and the same commands: a Redis, the vendors, four workers, and one plan. It ends
// by itself.
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { composed } from './composed.js'
import { type Program, end, start } from './program.js'

const root = join(import.meta.dirname, '../../..')
const command = [process.execPath, join(root, 'scripts/source.mjs'), join(root, 'packages/cli/src/main.ts')] as const

const freePort = async (): Promise<number> => {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  return typeof address === 'object' && address !== null ? address.port : 0
}

const show = (line: string): void => void process.stdout.write(`${line}\n`)

const run = async (folder: string, apps: string): Promise<boolean> => {
  const port = await freePort()
  const { redis: ofRedis, vendors, plan, worker, apply } = composed(join(import.meta.dirname, '../compose.yaml'))
  const environment = { ...worker.environment({ 'redis:6379': `127.0.0.1:${port}` }), NODE_OPTIONS: '' }
  const started: Array<Program> = []
  const open = (name: string, words: ReadonlyArray<string>, shown = show): Program => {
    const program = start(name, words, { folder, environment }, shown)
    started.push(program)
    return program
  }
  const done = async (name: string, ...words: ReadonlyArray<string>): Promise<boolean> => {
    show(`\n$ mini-domains ${words.join(' ')}`)
    return (await start(name, [...command, ...words], { folder, environment }, show).ended) === 0
  }
  try {
    const server = [...ofRedis.words, '--port', String(port), '--bind', '127.0.0.1', '--dir', folder]
    const redis = open('redis', server, () => undefined)
    if (!(await redis.prints('Ready to accept connections'))) return false
    const emulator = open('vendors', [...command, ...vendors.words, '--apps', apps])
    if (!(await emulator.prints('mini-domains.yaml'))) return false
    if (!(await done('plan', ...plan.words))) return false
    const workers = Array.from({ length: worker.replicas }, (_, n) =>
      open(`worker ${n + 1}`, [...command, ...worker.words]),
    )
    const isApplied = await done('apply', ...apply.words)
    await done('status', 'status', 'plan.jsonl')
    show('\nSIGTERM to all workers')
    const isEnded = await end(workers)
    return isApplied && isEnded
  } finally {
    await end([...started].reverse())
  }
}

const folder = mkdtempSync(join(tmpdir(), 'mini-domains-machines-'))
try {
  const isWell = await run(folder, process.argv[2] ?? '20')
  show(isWell ? '\nEvery change is done, and every worker ended with 0.' : '\nSomething went wrong.')
  process.exitCode = isWell ? 0 : 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}
