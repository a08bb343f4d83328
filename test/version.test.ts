import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import * as t from 'io-ts'

const packages = join(__dirname, '..', 'packages')
const Manifest = t.type({ version: t.string })
const stating = readdirSync(packages).filter((name) => existsSync(join(packages, name, 'src/version.ts')))

test.each(stating)('%s states the version of its package', (name) => {
  const manifest = Manifest.decode(JSON.parse(readFileSync(join(packages, name, 'package.json'), 'utf8')))
  const source = readFileSync(join(packages, name, 'src/version.ts'), 'utf8')
  expect(manifest._tag === 'Right' && source.includes(`version = '${manifest.right.version}'`)).toBe(true)
})
