import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { describeRedis } from '../../../packages/redis/test/redis-server.js'

const root = join(__dirname, '../../..')

describeRedis('the example of many machines', () => {
  test('applies a plan by the four workers of compose.yaml, with its commands, and ends by itself', async () => {
    const child = spawn(process.execPath, ['scripts/source.mjs', 'examples/many-machines/src/main.ts', '3'], {
      cwd: root,
      env: { ...process.env, NODE_OPTIONS: '', NO_COLOR: '1', LANG: 'en', LC_ALL: '' },
    })
    let out = ''
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
    const code = await new Promise((resolve) => child.on('close', resolve))
    expect(out).toContain('24 of 24 changes have ended')
    expect(out).toContain('Every change is done, and every worker ended with 0.')
    for (const worker of [1, 2, 3, 4]) expect(out).toContain(`worker ${worker}  finishing what is in flight`)
    expect(out).not.toContain('worker 5')
    expect(code).toBe(0)
  }, 120_000)
})

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
