// Without this marker Node reads `dist/cjs/*.js` as ESM, because the package itself says `"type": "module"`.
import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const packages = join(import.meta.dirname, '..', 'packages')
for (const name of readdirSync(packages)) {
  const folder = join(packages, name, 'dist', 'cjs')
  if (existsSync(folder)) writeFileSync(join(folder, 'package.json'), '{"type":"commonjs"}\n')
}
