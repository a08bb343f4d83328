import { appSubject } from '@mini-domains/core'
import { type RunningFake, startFake } from '@mini-domains/conformance/kit'
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { lanternFake, lanternVariations } from './fake.js'

const root = join(__dirname, '../../..')
const [appId] = lanternVariations.apps

const configOf = (baseUrl: string): string => `version: 1
vendors:
  lantern:
    adapter: '@mini-domains/example-stranger'
    config: { baseUrl: '${baseUrl}' }
    credentials: { clientId: { env: LANTERN_ID }, clientSecret: { env: LANTERN_SECRET } }
profiles:
  shop:
    server: { request: [api.example.com], download: [cdn.example.com] }
    webview: [www.example.com]
profile: shop
apps:
  - { id: ${appId}, vendor: lantern }
`

describe('the command, with an adapter that it was never told of', () => {
  let fake: RunningFake
  let folder: string

  const type = (...args: ReadonlyArray<string>): Promise<{ readonly code: number | null; readonly out: string }> =>
    new Promise((resolve) => {
      const child = spawn(
        process.execPath,
        [join(root, 'scripts/source.mjs'), join(root, 'packages/cli/src/main.ts'), ...args],
        {
          cwd: folder,
          env: {
            ...process.env,
            NODE_OPTIONS: '',
            NO_COLOR: '1',
            LANG: 'en',
            LC_ALL: '',
            LANTERN_ID: 'client-1',
            LANTERN_SECRET: 'secret-1',
            MINI_DOMAINS_KEY: Buffer.alloc(32, 7).toString('base64'),
          },
        },
      )
      let out = ''
      child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
      child.stderr.on('data', (chunk: Buffer) => (out += chunk.toString()))
      child.on('close', (code) => resolve({ code, out }))
    })

  beforeAll(async () => {
    fake = await startFake(lanternFake, lanternVariations)
    folder = mkdtempSync(join(tmpdir(), 'lantern-'))
    // As npm would have installed it.
    mkdirSync(join(folder, 'node_modules/@mini-domains'), { recursive: true })
    symlinkSync(join(__dirname, '..'), join(folder, 'node_modules/@mini-domains/example-stranger'))
    writeFileSync(join(folder, 'mini-domains.yaml'), configOf(fake.baseUrl))
  })

  afterAll(async () => {
    await fake.close()
    rmSync(folder, { recursive: true })
  })

  test('plans, applies and verifies, by the name of its package, with tokens of a minute for a secret', async () => {
    const planned = await type('plan', '--out', 'plan.jsonl')
    expect(planned.out).toContain('2 lists: 2 to change (+3 -0 domains')
    const applied = await type('apply', 'plan.jsonl', '--yes')
    expect(applied).toMatchObject({ code: 0 })
    expect(await fake.vendor.lists({ place: 'app.server', subject: appSubject(appId) })).toMatchObject({
      request: ['https://api.example.com'],
      download: ['https://cdn.example.com'],
    })
    expect(await fake.vendor.lists({ place: 'app.webview', subject: appSubject(appId) })).toEqual({
      webview: ['https://www.example.com'],
    })
    expect((await type('verify')).code).toBe(0)
  }, 120_000)
})
