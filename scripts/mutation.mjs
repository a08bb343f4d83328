// Runs the conformance suite against adapters that are broken on purpose: `node scripts/mutation.mjs [part of a name]`.
// Prints which law found which out, and exits with 1 when one survives or when a good adapter fails.
import { spawn } from 'node:child_process'

const args = ['--conditions=@mini-domains/source', '--import', 'tsx', 'test/mutation/main.ts', ...process.argv.slice(2)]
const child = spawn(process.execPath, args, { stdio: 'inherit', env: { ...process.env, TSX_DISABLE_CACHE: '1' } })
child.on('exit', (code) => {
  process.exitCode = code ?? 1
})
