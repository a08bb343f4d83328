import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { programOf } from '../../../test/harness/programs.js'

interface Ended {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

const run = (program: string, ...args: ReadonlyArray<string>): Promise<Ended> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [program, ...args], {
      env: { ...process.env, NODE_OPTIONS: '' },
    })
    let out = ''
    let err = ''
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()))
    child.on('close', (code) => resolve({ code, out, err }))
  })

// Transpiles all sources, at each start.
jest.setTimeout(120_000)

const start = join(__dirname, '../../../scripts/start.mjs')

describe('the main job', () => {
  it('ends by itself with exit 0 and prints tables', async () => {
    const { code, out, err } = await run(start, '--lang', 'en')
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toContain('already there')
    for (const app of ['WeChat · wx-app-1', 'Baidu · bd-app-1', 'Huawei · hw-app-1', 'Douyin · tt-app-1']) {
      expect(out).toContain(app)
    }
  })

  it('prints one JSON document with --json', async () => {
    const { code, out } = await run(start, '--json')
    const document: unknown = JSON.parse(out)
    expect(code).toBe(0)
    expect(document).toMatchObject({
      quickstart: [{ vendor: 'wechat' }, { vendor: 'baidu' }, { vendor: 'huawei' }, { vendor: 'douyin' }],
      fleet: { well: true, faultStruck: true },
    })
  })

  it('speaks Chinese where asked to', async () => {
    const { out } = await run(programOf('examples/quickstart/src/main.ts'), '--lang', 'zh')
    expect(out).toContain('在第三方平台登记')
  })

  it('refuses an option that it does not know, with exit 1', async () => {
    const { code, err } = await run(start, '--nope')
    expect(code).toBe(1)
    expect(err).toContain('--nope')
  })
})
