import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { programOf } from '../../../test/harness/programs.js'

interface Ended {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

const temporary = mkdtempSync(join(tmpdir(), 'mini-domains-test-'))

const start = (...args: ReadonlyArray<string>): Promise<Ended> => startProgram('main', ...args)

const startProgram = (program: string, ...args: ReadonlyArray<string>): Promise<Ended> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [programOf(`examples/fleet/src/${program}.ts`), ...args], {
      env: { ...process.env, NODE_OPTIONS: '', TMPDIR: temporary, NO_COLOR: '1' },
    })
    let out = ''
    let err = ''
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()))
    child.on('close', (code) => resolve({ code, out, err }))
  })

afterAll(() => rmSync(temporary, { recursive: true, force: true }))

describe('the fleet example', () => {
  it('plans, applies in spite of a lost answer, verifies, and leaves no file behind', async () => {
    const { code, out, err } = await start('--lang', 'en')
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toContain('wechat · wx-tea')
    expect(out).toContain('- download https://old.example.com')
    expect(out).not.toContain('- request https://crm.example.net')
    expect(out).toContain('It was read back, and not sent again.')
    expect(out).toContain('plan.html')
    expect(readdirSync(temporary).filter((name) => name.startsWith('mini-domains-'))).toEqual([])
  })

  it('prints one JSON document, in which the vendors made just the changes that were planned', async () => {
    const { code, out } = await start('--json')
    const document: unknown = JSON.parse(out)
    expect(code).toBe(0)
    expect(document).toMatchObject({
      well: true,
      faultStruck: true,
      plan: { counts: { changes: 24, blocked: 0 } },
      applied: { done: 24, failed: 0 },
      writes: { wechat: 8, baidu: 6, huawei: 6, douyin: 4 },
      verified: { lists: 24, same: 24, differences: false, errored: false },
    })
    expect(out).not.toMatch(/token-wx|45\.bd|huawei-platform|clt\.tt/)
  })

  it('keeps the plan and the report where it is told to', async () => {
    const folder = join(temporary, 'kept')
    const { code, out } = await start('--out', folder, '--lang', 'zh')
    expect(code).toBe(0)
    expect(out).toContain('报告位于')
    expect(existsSync(join(folder, 'plan.jsonl'))).toBe(true)
    expect(readFileSync(join(folder, 'plan.html'), 'utf8')).toContain('<html')
  })

  it('refuses an option that it does not know, with exit 1', async () => {
    const { code, err } = await start('--nope')
    expect(code).toBe(1)
    expect(err).toContain('--nope')
  })
})

describe('the same without a queue', () => {
  it('is done by two loops that are given the same lines: each is told of every line, and each is written once', async () => {
    const { code, out, err } = await startProgram('reconcile-loop')
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(JSON.parse(out)).toEqual({ changes: 24, ended: [{ done: 24 }, { done: 24 }], writes: 24 })
  })
})
