import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { storePath } from '../src/store.js'
import { unwrittenFile } from '../src/unwritten-file.js'
import { configOf, desk, vendors } from './command-line.js'

const told = (from: ReturnType<typeof storePath>): string =>
  E.isLeft(from) && from.left._tag === 'Problems' ? from.left.problems.map(({ message }) => message.en).join() : ''

describe('the place of the store', () => {
  test.each([
    'redis://127.0.0.1:6379/0',
    'rediss://:secret-password@redis.example.com:6380',
    'postgres://u:secret-password@h/db',
    'file:./store.db',
    'sqlite:store.db',
    '~/store.db',
    '$HOME/store.db',
    '%APPDATA%\\store.db',
    ':memory:',
  ])('is no address and nothing that a shell should have filled in: %s', (named) => {
    const found = storePath({ MINI_DOMAINS_STORE: named }, '/here')
    expect(told(found)).toContain('MINI_DOMAINS_STORE')
    expect(JSON.stringify(found)).not.toContain('secret-password')
  })

  test.each(['/var/store.db', './store.db', 'C:\\data\\store.db'])('is a path: %s', (named) => {
    expect(storePath({ MINI_DOMAINS_STORE: named }, '/here')).toEqual(E.right(named))
  })

  test('is beside the config where nothing is named', () => {
    expect(storePath({ MINI_DOMAINS_STORE: ' ' }, '/here')).toEqual(E.right('/here/.mini-domains/store.db'))
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
