// Runs a TypeScript entry from source: `node scripts/source.mjs path/to/entry.ts [arguments]`. Works from any folder, and leaves no cache behind.
import { spawn } from 'node:child_process'

const [entry, ...rest] = process.argv.slice(2)
const child = spawn(
  process.execPath,
  ['--conditions=@mini-domains/source', '--import', import.meta.resolve('tsx'), entry, ...rest],
  {
    stdio: 'inherit',
    env: { ...process.env, TSX_DISABLE_CACHE: '1' },
  },
)
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
child.on('exit', (code, signal) => {
  process.exitCode = signal === null ? (code ?? 1) : 1
})
