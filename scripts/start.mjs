// The main job. `pnpm start --json`, `pnpm start -- --json` and `pnpm start --lang zh` all work.
import { spawn } from 'node:child_process'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const rest = process.argv.slice(2).filter((argument) => argument !== '--')
const child = spawn(
  process.execPath,
  ['--conditions=@mini-domains/source', '--import', 'tsx', join(root, 'examples/quickstart/src/main.ts'), ...rest],
  { stdio: 'inherit', cwd: root, env: { ...process.env, TSX_DISABLE_CACHE: '1' } },
)
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
child.on('exit', (code, signal) => {
  process.exitCode = signal === null ? (code ?? 1) : 1
})
