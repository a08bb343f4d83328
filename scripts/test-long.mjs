// Runs the proofs whose size is free, in full: `node scripts/test-long.mjs [--size quick|ci|full] [options of jest]`, or those of
// their files that a path names: `… --size quick packages/bullmq/test/machines`. The sizes are in test/proofs.cjs.
import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { parseArgs } from 'node:util'

const require = createRequire(import.meta.url)
const { values, tokens } = parseArgs({
  options: { size: { type: 'string', default: 'full' } },
  strict: false,
  tokens: true,
})
const ours = new Set(
  tokens
    .filter(({ kind, name }) => kind === 'option' && name === 'size')
    .flatMap(({ index, inlineValue }) => (inlineValue === true ? [index] : [index, index + 1])),
)
const others = process.argv.slice(2).filter((_, index) => !ours.has(index))
const env = { ...process.env, MINI_DOMAINS_TEST_SIZE: String(values.size), MINI_DOMAINS_TEST_PROOFS: 'all' }
const { proofs } = require('../test/proofs.cjs')
const named = others.some((other) => !other.startsWith('-'))
const files = named ? [] : proofs.flatMap((proof) => proof.files)
const child = spawn(process.execPath, [require.resolve('jest/bin/jest'), ...files, ...others], {
  stdio: 'inherit',
  env,
})
child.on('exit', (code) => {
  process.exitCode = code ?? 1
})
