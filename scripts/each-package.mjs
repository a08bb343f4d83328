// Runs a command in every publishable package: `node scripts/each-package.mjs publint --strict`.
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const packages = join(import.meta.dirname, '..', 'packages')
const bin = join(import.meta.dirname, '..', 'node_modules', '.bin')
const [command, ...rest] = process.argv.slice(2)

for (const name of readdirSync(packages).sort()) {
  const cwd = join(packages, name)
  const manifest = JSON.parse(readFileSync(join(cwd, 'package.json'), 'utf8'))
  if (manifest.private === true) continue
  console.log(`${manifest.name}: ${command}`)
  const { status } = spawnSync(join(bin, command), rest, { cwd, stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}
