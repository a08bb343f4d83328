import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import Database from 'libsql'
import { systemClock } from '@mini-domains/core'
import { programOf } from '../../../test/harness/programs.js'
import { makeFolder, openStore } from './file-world.js'

// The process itself, with no wrapper around it, so that SIGKILL meets the one that writes.
const command = [programOf('packages/sqlite/test/worker.ts')]

const options = { env: { ...process.env, NODE_OPTIONS: '' } }

interface Child {
  readonly child: ChildProcess
  readonly said: () => string
  readonly complained: () => string
  readonly ended: Promise<unknown>
}

const collect = (child: ChildProcess): Child => {
  let [out, err] = ['', '']
  child.stdout?.on('data', (chunk: Buffer) => (out += chunk.toString()))
  child.stderr?.on('data', (chunk: Buffer) => (err += chunk.toString()))
  return { child, said: () => out, complained: () => err, ended: once(child, 'close') }
}

const start = (...args: ReadonlyArray<string>): Child =>
  collect(spawn(process.execPath, [...command, ...args], options))

const until = async (isSo: () => boolean): Promise<void> => {
  for (let tries = 0; !isSo(); tries++) {
    if (tries > 2000) throw new Error('waited in vain')
    await systemClock.sleep(5)
  }
}

const kills = Number(process.env['MINI_DOMAINS_TEST_WRITER_KILLS'] ?? 2)

jest.setTimeout(30_000 + 4_000 * kills)

let folder = ''
let file = ''

beforeEach(() => {
  folder = makeFolder()
  file = join(folder, 'tokens.db')
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

it('eight processes on one file lose no update, and no two hold one lease', async () => {
  const rounds = 60
  const children = [...Array(8).keys()].map((index) => start('hammer', file, String(rounds), `owner-${index}`))
  await Promise.all(children.map(({ ended }) => ended))
  expect(children.map(({ complained }) => complained())).toEqual(children.map(() => ''))
  const store = await openStore({ file })
  for (const index of [0, 1, 2])
    expect(await store.get(`count-${index}`)()).toMatchObject({ right: { value: String((8 * rounds) / 3) } })
  const fences = await store.keys('fence-', '', 1e6)()
  const alone = await store.get('alone')()
  expect(alone).toMatchObject({ right: { value: String('right' in fences ? fences.right.length : -1) } })
  await store.close()
})

it('a process that is killed at any moment loses no write that it was told of, and leaves the file whole', async () => {
  const acknowledged: Array<string> = []
  for (let round = 0; round < kills; round++) {
    const writers = ['a', 'b'].map((name) => start('write', file, '0', `${round}${name}`))
    await until(() => writers.every(({ said, complained }) => said().length > 200 * (round + 1) || complained() !== ''))
    writers.forEach(({ child }) => child.kill('SIGKILL'))
    await Promise.all(writers.map(({ ended }) => ended))
    expect(writers.map(({ complained }) => complained())).toEqual(['', ''])
    acknowledged.push(...writers.flatMap(({ said }) => said().split('\n').slice(0, -1)))
  }
  const store = await openStore({ file })
  const lost: Array<string> = []
  for (const key of acknowledged) {
    const found = await store.get(key)()
    if (E.isLeft(found) || found.right?.value !== key.repeat(50)) lost.push(key)
  }
  expect(lost).toEqual([])
  await store.close()
  expect(new Database(file).pragma('integrity_check')).toMatchObject([{ integrity_check: 'ok' }])
  expect(acknowledged.length).toBeGreaterThan(20 * kills)
})

it('transactions of four processes, two of which are killed, are each done as a whole or not at all', async () => {
  const movers = ['a', 'b', 'c', 'd'].map((owner, at) => start('move', file, at < 2 ? '1000000' : '40', owner))
  await Promise.all(movers.slice(2).map(({ ended }) => ended))
  movers.forEach(({ child }) => child.kill('SIGKILL'))
  await Promise.all(movers.map(({ ended }) => ended))
  expect(movers.map(({ complained }) => complained())).toEqual(['', '', '', ''])
  const told = movers.flatMap(({ said }) => said().split('\n').slice(0, -1))
  const store = await openStore({ file })
  const moves = await store.keys('move-', '', 1e6)()
  const keys = E.isRight(moves) ? moves.right : []
  expect(keys).toEqual(expect.arrayContaining(told))
  expect(keys.length).toBeGreaterThanOrEqual(80)
  expect(await store.get('from')()).toMatchObject({ right: { value: String(-keys.length) } })
  expect(await store.get('to')()).toMatchObject({ right: { value: String(keys.length) } })
  await store.close()
}, 60_000)

// `ulimit -f` bounds the size of a file, which to SQLite is a disk without room (a quota gives the same error).
it('a full disk is told, what was written stays, and there is no half of what was not', async () => {
  const child = collect(
    spawn('sh', ['-c', 'ulimit -f 1000; exec "$@"', 'sh', process.execPath, ...command, 'fill', file], options),
  )
  await child.ended
  expect(child.complained()).toBe('')

  expect(child.said()).toContain(`"reason":"full"`)
  expect(child.said()).toContain('"value":"xxx')
  const store = await openStore({ file })
  const keys = await store.keys('', '', 1e6)()
  expect(keys).toMatchObject({ right: { length: Number(/"index":(\d+)/.exec(child.said())?.[1]) } })
  expect(await store.put('room again', 'x', 0)()).toMatchObject({ right: { value: 'x' } })
  await store.close()
})
