// What compose.yaml does with containers, with plain processes: a Redis, both vendors, four workers, and one plan. It ends by itself.
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
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
  const environment = { MINI_DOMAINS_STORE: `redis://127.0.0.1:${port}/0`, NODE_OPTIONS: '' }
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
    const server = ['redis-server', '--port', String(port), '--bind', '127.0.0.1', '--save', '']
    const redis = open('redis', server, () => undefined)
    if (!(await redis.prints('Ready to accept connections'))) return false
    const emulator = open('vendors', [...command, 'emulate', '--apps', apps, '--write', 'mini-domains.yaml'])
    if (!(await emulator.prints('mini-domains.yaml'))) return false
    if (!(await done('plan', 'plan', '--out', 'plan.jsonl'))) return false
    const workers = [1, 2, 3, 4].map((n) => open(`worker ${n}`, [...command, 'worker']))
    const isApplied = await done('apply', 'apply', 'plan.jsonl', '--workers', '--yes')
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
