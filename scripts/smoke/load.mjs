import { readFileSync } from 'node:fs'

for (const name of JSON.parse(readFileSync('packages.json', 'utf8'))) {
  const exported = Object.keys(await import(name))
  if (exported.length === 0) throw new Error(`${name} exports nothing under import`)
}
