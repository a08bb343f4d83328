import { spawn } from 'node:child_process'
import { join } from 'node:path'
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
