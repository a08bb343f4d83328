import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { storeAddress } from '../src/store.js'
import { unwrittenFile } from '../src/unwritten-file.js'
import { configOf, desk, vendors } from './command-line.js'

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
