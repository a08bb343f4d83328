import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'

const root = join(__dirname, '../../..')

test('compose.yaml builds from what is in the repository, and waits for services that it has', () => {
  const text = readFileSync(join(__dirname, '../compose.yaml'), 'utf8')
  const paths = [...text.matchAll(/"\/src\/([^"]+)"/g)].map(([, path]) => path ?? '')
  expect(paths).toHaveLength(2)
  for (const path of paths) expect(existsSync(join(root, path))).toBe(true)
  const input: unknown = parse(text, { merge: true })
  const services = Object.keys(input instanceof Object && 'services' in input ? (input.services ?? {}) : {})
  const awaited = [...text.matchAll(/^ {6}(\w+): \{ condition: service_(?:healthy|completed_successfully) \}$/gm)]
  expect(awaited).toHaveLength(4)
  for (const [, name] of awaited) expect(services).toContain(name)
  for (const [, name] of text.matchAll(/network_mode: service:(\w+)/g)) expect(services).toContain(name)
})
