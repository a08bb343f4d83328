import { chmodSync, copyFileSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import Database from 'libsql'
import * as E from 'fp-ts/lib/Either.js'
import { type Clock, systemClock } from '@mini-domains/core'
import { sqliteStore } from '../src/index.js'
import { makeFolder, openStore } from './file-world.js'

const saying = (text: string): unknown => expect.stringContaining(text)

let folder = ''
let file = ''

beforeEach(() => {
  folder = makeFolder()
  file = join(folder, 'tokens.db')
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

const failing = async (path: string, reason: string): Promise<string> => {
  const opened = await sqliteStore({ file: path })()
  expect(opened).toMatchObject({ left: { _tag: 'StoreFailure', reason } })
  return E.isLeft(opened) ? opened.left.hint.en : ''
}

const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8)

it('the file, its folder and what lies beside it are for their owner only', async () => {
  file = join(folder, 'new', 'tokens.db')
  const store = await openStore({ file })
  await store.put('key', 'value', 0)()
  expect(modeOf(dirname(file))).toBe('700')
  expect(readdirSync(dirname(file)).map((name) => modeOf(join(dirname(file), name)))).toEqual(['600', '600', '600'])
  await store.close()
})

it('a copy of the file alone has everything that was written before the store was closed', async () => {
  const store = await openStore({ file })
  await store.put('key', 'value', 0)()
  await store.close()
  copyFileSync(file, join(folder, 'copy.db'))
  const copy = await openStore({ file: join(folder, 'copy.db') })
  expect(await copy.get('key')()).toMatchObject({ right: { value: 'value' } })
  await copy.close()
})

it('a file that others may read is taken from them', async () => {
  await (await openStore({ file })).close()
  chmodSync(file, 0o664)
  await (await openStore({ file })).close()
  expect(modeOf(file)).toBe('600')
})

it('a file that is no database is corrupt, and is left as it is', async () => {
  writeFileSync(file, 'this is no database, '.repeat(500))
  expect(await failing(file, 'corrupt')).toContain('backup')
  expect(statSync(file).size).toBe(21 * 500)
})

it('a database of another program is refused, and is left as it is', async () => {
  const other = new Database(file)
  other.exec('create table theirs (id integer)')
  other.close()
  const before = statSync(file).mtimeMs
  expect(await failing(file, 'corrupt')).toContain('a file of its own')
  expect(statSync(file).mtimeMs).toBe(before)
})

it('a file of a newer version is refused with a word on upgrading', async () => {
  await (await openStore({ file })).close()
  const later = new Database(file)
  later.exec('pragma user_version = 99')
  later.close()
  expect(await failing(file, 'corrupt')).toContain('Upgrade')
})

it('a value that cannot be read is corrupt, not a throw', async () => {
  const store = await openStore({ file })
  await store.put('key', 'value', 0)()
  await store.close()
  const by = new Database(file)
  by.exec(`update record set value = x'ff', version = 5`)
  by.close()
  const again = await openStore({ file })
  expect(await again.get('key')()).toMatchObject({ left: { reason: 'corrupt' } })
  await again.close()
})

it('a folder in place of the file, or a file in place of the folder, is unavailable', async () => {
  mkdirSync(file)
  await failing(file, 'unavailable')
  writeFileSync(join(folder, 'plain'), '')
  await failing(join(folder, 'plain', 'tokens.db'), 'unavailable')
  await failing('', 'unavailable')
})

it('a name that looks like a URL is a name', async () => {
  const store = await openStore({ file: join(folder, 'libsql:x') })
  expect(readdirSync(folder)).toContain('libsql:x')
  await store.close()
})

it.each(['delete', 'replace'] as const)('after a %s of the file nothing is read or promised any more', async (how) => {
  const store = await openStore({ file })
  await store.put('key', 'value', 0)()
  if (how === 'delete') rmSync(folder, { recursive: true })
  else renameSync(file, `${file}.old`)
  if (how === 'replace') writeFileSync(file, '')
  expect(await store.put('more', 'value', 0)()).toMatchObject({ left: { reason: 'unavailable' } })
  expect(await store.get('key')()).toMatchObject({ left: { reason: 'unavailable' } })
  await store.close()
})

it('a lock that another holds is waited for without stopping the process, then told', async () => {
  const store = await openStore({ file, busyTimeoutMs: 150 })
  const other = new Database(file)
  other.exec('begin immediate')
  let ticks = 0
  const ticking = setInterval(() => ticks++, 5)
  expect(await store.put('key', 'value', 0)()).toMatchObject({ left: { reason: 'unavailable' } })
  expect(ticks).toBeGreaterThan(5)
  const waiting = store.put('key', 'value', 0)()
  await systemClock.sleep(30)
  other.exec('rollback')
  expect(await waiting).toMatchObject({ right: { value: 'value' } })
  clearInterval(ticking)
  other.close()
  await store.close()
})

it('a lease that was taken before the clock was set back does not last for ever', async () => {
  let now = systemClock.now() + 1e9
  const clock: Clock = { ...systemClock, now: () => now }
  const store = await openStore({ file, clock })
  const old = await store.acquire('name', 'one', 1000)()
  now -= 1e9
  const next = await store.acquire('name', 'two', 1000)()
  if (E.isLeft(old) || E.isLeft(next)) throw new Error('no lease')
  expect(next.right?.fence).toBeGreaterThan(old.right?.fence ?? Infinity)
  await store.close()
})

it('a damaged record is told by name, in pages too; all others are read and written', async () => {
  const store = await openStore({ file })
  for (const key of ['a', 'bad:value', 'bad:version', 'c']) await store.put(key, '1', 0)()
  await store.close()
  const by = new Database(file)
  by.exec(`update record set value = x'ff' where key = cast('bad:value' as blob)`)
  by.exec(`update record set version = -1 where key = cast('bad:version' as blob)`)
  by.close()
  const again = await openStore({ file })
  for (const key of ['bad:value', 'bad:version']) {
    const told = { left: { reason: 'corrupt', message: saying(`"${key}"`) } }
    expect(await again.get(key)()).toMatchObject(told)
    expect(await again.entries(key, '', 10)()).toMatchObject(told)
  }
  expect(await again.entries('', '', 10)()).toMatchObject({ left: { reason: 'corrupt' } })
  expect(await again.keys('', '', 10)()).toEqual(E.right(['a', 'bad:value', 'bad:version', 'c']))
  const writes = ['bad:version', 'new'].map((key) => ({ key, value: '2', expected: 0 }))
  expect(await again.transact(writes)()).toMatchObject({ left: { reason: 'corrupt' } })
  expect(await again.get('new')()).toEqual(E.right(undefined))
  expect(await again.entries('a', '', 10)()).toMatchObject({ right: [{ key: 'a', value: '1' }] })
  expect(await again.put('c', '2', 0)()).toEqual(E.right(undefined))
  expect(await again.put('new', '2', 0)()).toMatchObject({ right: { value: '2' } })
  await again.close()
})

it('a clock that is set back a day while a lock is waited for makes nobody wait for a day', async () => {
  let now = systemClock.now()
  const store = await openStore({ file, clock: { ...systemClock, now: () => now }, busyTimeoutMs: 100 })
  const other = new Database(file)
  other.exec('begin immediate')
  const waiting = store.put('key', 'value', 0)()
  await systemClock.sleep(10)
  now -= 86_400_000
  expect(await waiting).toMatchObject({ left: { reason: 'unavailable' } })
  other.exec('rollback')
  other.close()
  expect(await store.put('key', 'value', 0)()).toMatchObject({ right: { value: 'value' } })
  await store.close()
})

it.each(['/proc/nope/deep/store.db', '/dev/null/store.db'])(
  'a folder that cannot be made is told, and nobody waits for it: %s',
  async (file) => {
    expect(await sqliteStore({ file })()).toMatchObject({ left: { reason: 'unavailable' } })
  },
)
