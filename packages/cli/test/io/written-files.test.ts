import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { lstatSync, mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { storeAddress } from '../../src/config/store.js'
import { unwrittenFile } from '../../src/io/unwritten-file.js'
import { fromSource } from '../harness/child.js'
import { type Desk, configOf, desk, fleetDesk, vendors } from '../harness/command-line.js'

const addressOf = (named: string | undefined, store?: string) =>
  storeAddress({ environment: { MINI_DOMAINS_STORE: named }, folder: '/here' }, { folder: '/config', store })

const told = (from: ReturnType<typeof storeAddress>): string =>
  E.isLeft(from) && from.left._tag === 'Problems' ? from.left.problems.map(({ message }) => message.en).join() : ''

describe('the address of the store', () => {
  const refused = [
    'postgres://u:secret-password@h/db',
    'redis://:secret-password@:6379/x y:',
    'redis:u:secret-password@h:6379/0',
    'redis:/u:secret-password@h:6379/0',
    'redis://h:6379/secret-password',
    'u:secret-password@127.0.0.1:6379',
    ':secret-password@127.0.0.1:6379',
    'my-app:secret-password@redis.example.com',
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

describe('a plan that somebody edited, and whose checksum he made again', () => {
  const plan = async (at: Desk): Promise<ReadonlyArray<string>> => {
    await at.type('plan', '--out', 'plan.jsonl')
    return readFileSync(join(at.folder, 'plan.jsonl'), 'utf8').trimEnd().split('\n')
  }
  const seal = (at: Desk, lines: ReadonlyArray<string>): void => {
    const [body, summary] = [lines.slice(0, -1), (lines.at(-1) ?? '').replace(/"digest":"[0-9a-f]+"/, '"digest":""')]
    const digest = createHash('sha256')
      .update([...body.map((line) => `${line}\n`), summary].join(''))
      .digest('hex')
    const texts = [...body, summary.replace('"digest":""', `"digest":"${digest}"`)]
    writeFileSync(join(at.folder, 'plan.jsonl'), texts.map((line) => `${line}\n`).join(''))
  }
  const listed = { server: { configured: { requestdomain: ['https://live.example.com'] } } }

  test('deletes nothing beyond what it says, and tells both counts', async () => {
    const { emulator, at } = await fleetDesk()
    emulator.wechat.seed({ apps: { 'wx-app-1': listed } })
    const lines = await plan(at)
    const edited = lines.map((line) =>
      line.startsWith('{"line":"change"') && line.includes('"app":"wx-app-1"') && line.includes('"list":"server"')
        ? line
            .replace(/"action":"\w+"/, '"action":"set"')
            .replace(/"domains":\{.*?\},"reasons"/, '"domains":{"request":["https://evil.example.com"]},"reasons"')
            .replace('"deletes":1', '"deletes":0')
        : line,
    )
    seal(at, edited)
    const refused = await at.type('apply', 'plan.jsonl', '--yes', '--allow', 'app-deletes')
    expect(refused).toMatchObject({ code: 1 })
    expect(refused.err).toContain('the plan was changed after it was made')
    const summary = (lines.at(-1) ?? '')
      .replaceAll('"deletes":1', '"deletes":0')
      .replace(/"deletes":\{.*?\}/, '"deletes":{"app":0,"worst":"","fleet":0,"pool":0}')
    seal(at, [...edited.slice(0, -1), summary])
    const applied = await at.type('apply', 'plan.jsonl', '--yes', '--allow', 'app-deletes')
    expect(applied.code).not.toBe(0)
    expect(applied.out + applied.err).toMatch(/would delete 1 domains?, and the plan says 0/)
    expect(emulator.wechat.state().apps['wx-app-1']?.server.configured.requestdomain).toEqual([
      'https://live.example.com',
    ])
  })

  test('is refused where its summary says less than its lines, so that nobody says yes to something else', async () => {
    const { emulator, at } = await fleetDesk()
    emulator.wechat.seed({ apps: { 'wx-app-1': listed } })
    const lines = await plan(at)
    const summary = (lines.at(-1) ?? '').replace(/"modifications":\d+/g, '"modifications":1')
    seal(at, [...lines.slice(0, -1), summary])
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
    const told = await at.type('migrate', 'api.example.com', 'b.example.com', 'remove', '--evidence', 'evidence.json')
    expect(told).toMatchObject({ code: 1 })
    expect(told.err).toContain('evidence.json: ')
    const none = await at.type('migrate', 'api.example.com', 'b.example.com', 'remove', '--evidence', 'none.json')
    expect(none.code).not.toBe(1)
  })
})

describe('a file that was asked for', () => {
  const asks = [
    ['a plan', (file: string) => ['plan', '--out', file]],
    ['a report in Markdown', (file: string) => ['plan', '--markdown', file]],
    ['a report as a page', (file: string) => ['plan', '--html', file]],
    ['a config', (file: string) => ['init', '--vendor', 'wechat', '--force', '--config', file]],
    ['a config of an emulator', (file: string) => ['emulate', '--force', '--apps', '1', '--write', file]],
    ['apps of an emulator', (file: string) => ['emulate', '--force', '--apps', '101', '--write', file]],
  ] as const
  const hidden = (folder: string): ReadonlyArray<string> => readdirSync(folder).filter((name) => name.startsWith('.'))

  test.each(asks)(
    'that cannot be written is told by its name and code, in both languages: %s',
    async (_, words) => {
      const { at } = await fleetDesk()
      mkdirSync(join(at.folder, 'folder'))
      spawnSync('mkfifo', [join(at.folder, 'pipe')])
      for (const [file, code, left, zh] of [
        ['none/f', 'ENOENT', 'nothing of it was left', '未留下残缺文件'],
        ['mini-domains.yaml/f', 'ENOTDIR', 'nothing of it was left', '未留下残缺文件'],
        ['folder', 'EISDIR', 'nothing of it was left', '请指定文件'],
        [`${'x'.repeat(255)}y`, 'ENAMETOOLONG', 'nothing of it was left', '未留下残缺文件'],
        ['pipe', 'ENXIO', 'Begin to read the pipe first', '请先启动管道的读取方'],
        ['/dev/full', 'ENOSPC', 'may be cut short', '可能不完整'],
      ] as const) {
        const told = await at.type(...words(file))
        expect([file, told.code]).toEqual([file, 1])
        expect(told.err).toMatch(new RegExp(`error: .+: a file could not be written \\(${code}\\)`))
        expect(told.err).toContain(left)
        expect(told.err).not.toContain('unexpected')
        expect((await at.type(...words(file), '--lang', 'zh')).err).toContain(zh)
        expect(hidden(at.folder)).toEqual([])
        expect(readdirSync(join(at.folder, 'folder'))).toEqual([])
      }
    },
    60_000,
  )

  test.each(asks.slice(0, 4))(
    'takes the place of what a link leads to, whole, and the link stays: %s',
    async (_, words) => {
      const { at } = await fleetDesk()
      mkdirSync(join(at.folder, 'folder'))
      at.write('folder/real', 'before')
      symlinkSync('folder/real', join(at.folder, 'first'))
      symlinkSync('first', join(at.folder, 'link'))
      expect([0, 2]).toContain((await at.type(...words('link'))).code)
      expect(lstatSync(join(at.folder, 'link')).isSymbolicLink()).toBe(true)
      expect(readFileSync(join(at.folder, 'folder', 'real'), 'utf8').length).toBeGreaterThan(100)
      expect([...hidden(at.folder), ...hidden(join(at.folder, 'folder'))]).toEqual([])
      symlinkSync('round', join(at.folder, 'round'))
      expect((await at.type(...words('round'))).code).toBe(1)
    },
  )

  test('may have the longest name that there is', async () => {
    const { at } = await fleetDesk()
    const long = '单'.repeat(85)
    expect((await at.type('plan', '--out', long)).code).toBe(0)
    expect((await at.type('apply', long, '--dry-run')).code).toBe(2)
  })

  test('for a report that cannot be written leaves the plan, and says so', async () => {
    const { at } = await fleetDesk()
    const told = await at.type('plan', '--out', 'plan.jsonl', '--html', 'none/plan.html')
    expect(told).toMatchObject({ code: 1 })
    expect(told.out).toContain('Saved. Carry it out with: mini-domains apply plan.jsonl')
    expect(told.err).toContain('none/plan.html: a file could not be written (ENOENT)')
    expect((await at.type('apply', 'plan.jsonl', '--dry-run')).code).toBe(2)
  })
})

test.each([
  ['plan', ['plan', '--out', 'plan.jsonl', '--markdown', 'plan.md']],
  ['report', ['plan', '--html', 'plan.html']],
  ['config of an emulator', ['emulate', '--apps', '90', '--write', 'new.yaml']],
])(
  'a %s that a full disk does not take is told, and nothing is left half-written',
  async (_, words) => {
    const { at } = await fleetDesk()
    at.write('plan.html', 'before')
    const [program, ...more] = fromSource(words)
    const ran = spawn('bash', ['-c', `trap '' XFSZ; ulimit -f 1; exec "$0" "$@"`, program, ...more], {
      cwd: at.folder,
      env: { ...process.env, NODE_OPTIONS: '', LANG: 'zh_CN.UTF-8', LC_ALL: '' },
    })
    let err = ''
    ran.stderr.on('data', (bytes: Buffer) => (err += bytes.toString()))
    expect(await new Promise((done) => ran.on('close', done))).toBe(1)
    expect(err).toContain('文件写入失败（EFBIG）')
    expect(readdirSync(at.folder).sort()).toEqual(['mini-domains.yaml', 'plan.html'])
    expect(readFileSync(join(at.folder, 'plan.html'), 'utf8')).toBe('before')
  },
  60_000,
)

test.each([
  ['en', 'error: standard output could not be written (ENOSPC)'],
  ['zh', '错误：无法写入标准输出（ENOSPC）'],
])(
  'a standard output that a full disk does not take is told once, and is no success: %s',
  async (language, said) => {
    const { at } = await fleetDesk()
    const [program, ...words] = fromSource(['plan', '--json', '--lang', language])
    const ran = spawn('bash', ['-c', 'exec "$0" "$@" > /dev/full', program, ...words], {
      cwd: at.folder,
      env: { ...process.env, NODE_OPTIONS: '' },
    })
    let err = ''
    ran.stderr.on('data', (bytes: Buffer) => (err += bytes.toString()))
    expect(await new Promise((done) => ran.on('close', done))).toBe(1)
    expect(err).toBe(`${said}\n`)
  },
  60_000,
)

test('a plan that a full disk does not take is told with its code, and nothing of it is left', async () => {
  const { at } = await fleetDesk()
  const [program, ...words] = fromSource(['plan', '--out', 'plan.jsonl'])
  const ran = spawn('bash', ['-c', `trap '' XFSZ; ulimit -f 1; exec "$0" "$@"`, program, ...words], {
    cwd: at.folder,
    env: { ...process.env, NODE_OPTIONS: '', LANG: 'en', LC_ALL: '' },
  })
  let err = ''
  ran.stderr.on('data', (bytes: Buffer) => (err += bytes.toString()))
  expect(await new Promise((done) => ran.on('close', done))).toBe(1)
  expect(err).toContain('a file could not be written (EFBIG)')
  expect(readdirSync(at.folder)).toEqual(['mini-domains.yaml'])
}, 60_000)
