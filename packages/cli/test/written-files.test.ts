import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { storeAddress } from '../src/store.js'
import { unwrittenFile } from '../src/unwritten-file.js'
import { fromSource } from './child.js'
import { type Desk, configOf, desk, fleetDesk, vendors } from './command-line.js'

const addressOf = (named: string | undefined, store?: string) =>
  storeAddress({ environment: { MINI_DOMAINS_STORE: named }, folder: '/here' }, { folder: '/config', store })

const told = (from: ReturnType<typeof storeAddress>): string =>
  E.isLeft(from) && from.left._tag === 'Problems' ? from.left.problems.map(({ message }) => message.en).join() : ''

describe('the address of the store', () => {
  const refused = [
    'postgres://u:secret-password@h/db',
    'redis://:secret-password@:6379/x y:',
    'file://other-machine/secret-password.db',
    'sqlite:store.db',
    '~/store.db',
    '$HOME/store.db',
    '%APPDATA%\\store.db',
    ':memory:',
  ]

  test.each(refused)('is refused where it is none, and never taken for a path: %s', (named) => {
    for (const [found, source] of [
      [addressOf(named), 'MINI_DOMAINS_STORE is'],
      [addressOf('', named), 'store: is'],
    ] as const) {
      expect(told(found)).toContain(source)
      expect(JSON.stringify(found)).not.toContain('secret-password')
    }
  })

  test.each([
    ['/var/store.db', '/var/store.db'],
    ['./store.db', '/here/store.db'],
    ['file:./store.db', '/here/store.db'],
    ['file:///var/a%20b.db', '/var/a b.db'],
    ['file:/var/store.db', '/var/store.db'],
    ['FILE:store.db', '/here/store.db'],
  ])('is a file of this machine: %s', (named, file) => {
    expect(addressOf(named)).toEqual(E.right({ kind: 'file', file, shown: file }))
  })

  test('in a config is looked for from the folder of the config, and the environment goes before it', () => {
    expect(addressOf('', 'file:store.db')).toMatchObject(E.right({ file: '/config/store.db' }))
    expect(addressOf('memory:', 'file:store.db')).toEqual(E.right({ kind: 'memory', shown: 'memory:' }))
  })

  test('is beside the config where nothing is named', () => {
    expect(addressOf(' ')).toMatchObject(E.right({ file: '/config/.mini-domains/store.db' }))
  })

  test('of a Redis may name a prefix, and is shown without its password', () => {
    expect(addressOf('rediss://user:secret-password@redis.example.com:6380/2?prefix=shop')).toEqual(
      E.right({
        kind: 'redis',
        url: 'rediss://user:secret-password@redis.example.com:6380/2',
        prefix: 'shop',
        shown: 'rediss://redis.example.com:6380/2',
      }),
    )
    expect(addressOf('redis://127.0.0.1:6379/0')).toMatchObject(E.right({ prefix: 'mini-domains' }))
  })
})

describe('files of a desk', () => {
  test('a config and a file of apps may be UTF-16, and what is no text is told once', async () => {
    const at = desk()
    const config = configOf(await vendors())
    writeFileSync(join(at.folder, 'mini-domains.yaml'), Buffer.from(`\ufeff${config}`, 'utf16le'))
    expect((await at.type('apps')).code).toBe(0)
    writeFileSync(join(at.folder, 'mini-domains.yaml'), Buffer.from([0x50, 0x4b, 3, 4]))
    const refused = await at.type('apps')
    expect(refused.code).toBe(1)
    expect(refused.err).toContain('workbook')
    expect(readdirSync(at.folder)).toEqual(['mini-domains.yaml'])
  })

  test('what the disk does not take is told with its code, and what else was thrown is not', () => {
    expect(unwrittenFile(Object.assign(new Error('x'), { code: 'ENOSPC' }))?.message.en).toContain('ENOSPC')
    expect(unwrittenFile(new Error('x'))).toBeUndefined()
  })
})

describe('a plan that somebody edited and sealed again', () => {
  const plan = async (at: Desk): Promise<ReadonlyArray<string>> => {
    await at.type('plan', '--out', 'plan.jsonl')
    return readFileSync(join(at.folder, 'plan.jsonl'), 'utf8').trimEnd().split('\n')
  }
  const sealed = (at: Desk, lines: ReadonlyArray<string>, change: (line: string) => string): void => {
    const body = lines.slice(0, -1).map(change)
    const digest = createHash('sha256')
      .update(body.map((line) => `${line}\n`).join(''))
      .digest('hex')
    const summary = (lines.at(-1) ?? '').replace(/"digest":"[0-9a-f]+"/, `"digest":"${digest}"`)
    writeFileSync(join(at.folder, 'plan.jsonl'), [...body, summary].map((line) => `${line}\n`).join(''))
  }
  const listed = { server: { configured: { requestdomain: ['https://live.example.com'] } } }

  test('deletes nothing beyond what it says, and tells both counts', async () => {
    const { emulator, at } = await fleetDesk()
    emulator.wechat.seed({ apps: { 'wx-app-1': listed } })
    const lines = await plan(at)
    sealed(at, lines, (line) =>
      line.includes('"app":"wx-app-1"') && line.includes('"list":"server"')
        ? line
            .replace(/"action":"\w+"/, '"action":"set"')
            .replace(/"domains":\{.*?\},"reasons"/, '"domains":{"request":["https://evil.example.com"]},"reasons"')
            .replace(/"deletes":\d+/, '"deletes":0')
        : line,
    )
    const applied = await at.type('apply', 'plan.jsonl', '--yes', '--allow', 'app-deletes')
    expect(applied.code).not.toBe(0)
    expect(applied.out + applied.err).toMatch(
      /would delete 1 domains?, and the plan says 0|plan was changed after it was made/,
    )
    expect(emulator.wechat.state().apps['wx-app-1']?.server.configured.requestdomain).toEqual([
      'https://live.example.com',
    ])
  })

  test('is refused where its summary says less than its lines, so that nobody says yes to something else', async () => {
    const { emulator, at } = await fleetDesk()
    emulator.wechat.seed({ apps: { 'wx-app-1': listed } })
    const lines = await plan(at)
    const summary = (lines.at(-1) ?? '').replace(/"modifications":\d+/g, '"modifications":1')
    writeFileSync(join(at.folder, 'plan.jsonl'), [...lines.slice(0, -1), summary].map((line) => `${line}\n`).join(''))
    for (const words of [['--dry-run'], ['--yes']]) {
      const told = await at.type('apply', 'plan.jsonl', ...words)
      expect(told).toMatchObject({ code: 1 })
      expect(told.err).toContain('the plan was changed after it was made')
    }
    expect(emulator.wechat.state().apps['wx-app-1']?.modificationsUsed.server).toBe(0)
  })
})

describe('a file that a command is pointed to', () => {
  test('as a confirm file is read byte for byte, but no pipe, no device, and nothing that is too long', async () => {
    const { at } = await fleetDesk()
    spawnSync('mkfifo', [join(at.folder, 'pipe.txt')])
    writeFileSync(join(at.folder, 'long.txt'), Buffer.alloc(65_537, 'a'))
    for (const [file, why] of [
      ['pipe.txt', 'it is a named pipe, not a file'],
      ['/dev/zero', 'it is a device, not a file'],
      ['long.txt', 'it is longer than 64 KiB'],
      ['none.txt', 'there is no such file'],
    ] as const) {
      const told = await at.type('verify-file', '127.0.0.1:1', '--file', file)
      expect(told).toMatchObject({ code: 1 })
      expect(told.err).toContain(why)
    }
  })

  test.each([
    ['no JSON', 'half a fi'],
    ['another file', '{"evidence":true}'],
    ['bytes that are no text', Buffer.from([0, 1, 2, 3, 0xff])],
  ])('as evidence of a migration is told where it is %s, not taken for none', async (_, content) => {
    const { at } = await fleetDesk()
    writeFileSync(join(at.folder, 'evidence.json'), content)
    const told = await at.type('migrate', 'a.example.com', 'b.example.com', 'remove', '--evidence', 'evidence.json')
    expect(told).toMatchObject({ code: 1 })
    expect(told.err).toContain('evidence.json: ')
    const none = await at.type('migrate', 'a.example.com', 'b.example.com', 'remove', '--evidence', 'none.json')
    expect(none.code).not.toBe(1)
  })
})

test('a plan that a full disk does not take is told with its code, and nothing of it is left', async () => {
  const { at } = await fleetDesk()
  const [program, ...words] = fromSource(['plan', '--out', 'plan.jsonl'])
  const ran = spawn('bash', ['-c', `trap '' XFSZ; ulimit -f 1; exec "$0" "$@"`, program, ...words], {
    cwd: at.folder,
    env: { ...process.env, NODE_OPTIONS: '', TSX_DISABLE_CACHE: '1', LANG: 'en', LC_ALL: '' },
  })
  let err = ''
  ran.stderr.on('data', (bytes: Buffer) => (err += bytes.toString()))
  expect(await new Promise((done) => ran.on('close', done))).toBe(1)
  expect(err).toContain('a file could not be written (EFBIG)')
  expect(readdirSync(at.folder)).toEqual(['mini-domains.yaml'])
}, 60_000)
