import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { type Socket, connect, createServer } from 'node:net'
import { join } from 'node:path'
import { systemClock } from '@mini-domains/core'
import * as E from 'fp-ts/lib/Either.js'
import { type RedisServer, describeRedis, startRedis } from '../../../redis/test/redis-server.js'
import { manyMachines } from '../../src/config/many-machines.js'
import { widthOf } from '../../src/output/text-width.js'
import { type Desk, configOf, desk, eventsOf, fleetDesk, vendors } from '../harness/command-line.js'

const at: { redis?: RedisServer } = {}

/** Two machines with the same config and the same store on Redis. */
const machines = async (): Promise<{ readonly one: Desk; readonly other: Desk }> => {
  const redis = await startRedis()
  at.redis = redis
  const emulator = await vendors()
  const environment = { MINI_DOMAINS_STORE: `${redis.url}/0?prefix=test` }
  const [one, other] = [desk(environment), desk(environment)]
  for (const machine of [one, other]) machine.write('mini-domains.yaml', configOf(emulator))
  return { one, other }
}

const until = async (what: () => boolean): Promise<void> => {
  while (!what()) await systemClock.sleep(20)
}

const itemsIn = (out: string): ReadonlyArray<unknown> =>
  eventsOf(out)
    .flatMap((event) => (event.event === 'apply' && event.value['event'] === 'item' ? [JSON.stringify(event)] : []))
    .sort()

const noted = (out: string): ReadonlyArray<unknown> =>
  eventsOf(out).flatMap((event) => (event.event === 'plan' || event.event === 'verify' ? [event.value] : []))

describeRedis('lists that workers read', () => {
  afterEach(async () => {
    await at.redis?.end()
    delete at.redis
  })

  test('give the plan and the verification of one process, and its exit codes', async () => {
    const { one, other } = await machines()
    const working = other.type('worker')
    const mine = await one.type('verify', '--json')
    const theirs = await one.type('verify', '--json', '--workers')
    expect(theirs.code).toBe(mine.code)
    expect(noted(theirs.out)).toEqual(noted(mine.out))
    const planned = await one.type('plan', '--json', '--detailed-exitcode')
    const read = await one.type('plan', '--json', '--workers', '--detailed-exitcode', '--out', 'plan.jsonl')
    expect(read.code).toBe(planned.code)
    const changes = (out: string) =>
      noted(out).filter((line) => !/"line":"(header|summary)"/.test(JSON.stringify(line)))
    expect(changes(read.out)).toEqual(changes(planned.out))
    expect((await one.type('apply', 'plan.jsonl')).code).toBe(0)
    expect((await one.type('verify', '--workers')).code).toBe((await one.type('verify')).code)
    other.interrupt()
    expect(await working).toMatchObject({ code: 0 })
  })

  test('without a worker are waited for, and a stop leaves no plan', async () => {
    const { one } = await machines()
    const planning = one.type('plan', '--workers', '--out', 'plan.jsonl')
    await until(() => one.printed().includes('@mini-domains/baidu'))
    one.interrupt()
    expect((await planning).code).toBe(6)
    expect((await one.type('apply', 'plan.jsonl')).err).toContain('there is no plan')
  })

  test.each([['plan'], ['verify']])('%s --workers takes no --concurrency, and needs a store on Redis', async (name) => {
    const { at: machine } = await fleetDesk()
    expect((await machine.type(name, '--workers', '--concurrency', '2')).err).toContain('each worker has its own')
    expect(await machine.type(name, '--workers')).toMatchObject({ code: 1 })
  })
})

describeRedis('a plan that is left for the workers', () => {
  afterEach(async () => {
    await at.redis?.end()
    delete at.redis
  })

  test('is carried out without the machine it came from, and gives the report and the exit code of one process to who watches', async () => {
    const { one, other } = await machines()
    const working = other.type('worker')
    await one.type('plan', '--out', 'plan.jsonl')
    const left = await one.type('apply', 'plan.jsonl', '--workers', '--detach', '--lang', 'zh')
    expect(left).toMatchObject({ code: 0 })
    expect(left.out).toContain('已有 worker 在执行')
    const watched = await one.type('apply', 'plan.jsonl', '--workers', '--json', '--report', 'report.md')
    expect(readFileSync(join(one.folder, 'report.md'), 'utf8')).toContain('# Apply of mini-domains')
    other.interrupt()
    expect(await working).toMatchObject({ code: 0 })
    const { at: alone } = await fleetDesk()
    await alone.type('plan', '--out', 'plan.jsonl')
    const same = await alone.type('apply', 'plan.jsonl', '--json')
    expect(watched.code).toBe(same.code)
    expect(itemsIn(watched.out)).toEqual(itemsIn(same.out))
    expect(itemsIn(watched.out).length).toBeGreaterThan(0)
  })

  test('is shown as such by status, and taken back by cancel, which ends who watches with 6', async () => {
    const { one } = await machines()
    await one.type('plan', '--out', 'plan.jsonl')
    const leaving = one.type('apply', 'plan.jsonl', '--workers', '--detach')
    while (!(await one.type('status')).out.includes('awaits a worker'));
    one.interrupt()
    const left = await leaving
    expect(left.code).toBe(3)
    expect(left.err).toContain('none has taken it yet')
    const watching = one.type('apply', 'plan.jsonl', '--workers')
    await until(() => one.printed().includes('this is what they do'))
    expect((await one.type('cancel', 'plan.jsonl')).out).toContain('taken back')
    expect((await watching).code).toBe(6)
  })

  test.each([['--detach'], ['--detach', '--workers', '--report', 'report.md']])(
    '%s %s is refused',
    async (...words) => {
      const { at: machine } = await fleetDesk()
      expect(await machine.type('apply', 'plan.jsonl', ...words)).toMatchObject({ code: 1 })
    },
  )
})

describeRedis('a plan that workers carry out', () => {
  afterEach(async () => {
    await at.redis?.end()
    delete at.redis
  })

  test('ends as on one machine: same events but for their order, same exit code, and the worker ends with 0', async () => {
    const { one, other } = await machines()
    const working = other.type('worker', '--json')
    await one.type('plan', '--out', 'plan.jsonl')
    const { code, out } = await one.type('apply', 'plan.jsonl', '--workers', '--json')
    other.interrupt()
    expect(await working).toMatchObject({ code: 0 })
    const { at: alone } = await fleetDesk()
    await alone.type('plan', '--out', 'plan.jsonl')
    const same = await alone.type('apply', 'plan.jsonl', '--json')
    expect(code).toBe(same.code)
    expect(itemsIn(out)).toEqual(itemsIn(same.out))
    expect(itemsIn(out).length).toBeGreaterThan(0)
    expect((await one.type('history')).out).toContain('complete')
  })

  // When it was, and which plan it was of: the rest is of the same lists on two vendors that are alike.
  const timeless = (text: string): string =>
    text
      .replace(/\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?(?:\.\d+)?Z?/g, 'then')
      .replace(/"at":\d+/g, '"at":0')
      .replace(/\b[0-9a-f]{12,64}\b/g, 'digest')

  const sorted = (text: string): ReadonlyArray<string> => timeless(text).split('\n').sort()

  test.each(['report.md', 'report.html'])('gives the text and the %s of one process', async (file) => {
    const { one, other } = await machines()
    const working = other.type('worker')
    await one.type('plan', '--out', 'plan.jsonl')
    const theirs = await one.type('apply', 'plan.jsonl', '--workers', '--report', file)
    other.interrupt()
    await working
    const { at: alone } = await fleetDesk()
    await alone.type('plan', '--out', 'plan.jsonl')
    const mine = await alone.type('apply', 'plan.jsonl', '--report', file)
    expect(sorted(theirs.out)).toEqual(sorted(mine.out))
    const [theirFile, myFile] = [one, alone].map(({ folder }) => readFileSync(join(folder, file), 'utf8'))
    expect(sorted(theirFile ?? '')).toEqual(sorted(myFile ?? ''))
    expect(myFile).toContain('done')
  })

  test('is refused by a worker of another config, which says what to do', async () => {
    const { one, other } = await machines()
    const emulator = await vendors()
    other.write('mini-domains.yaml', configOf(emulator))
    await one.type('plan', '--out', 'plan.jsonl')
    const working = other.type('worker')
    const applying = one.type('apply', 'plan.jsonl', '--workers')
    await until(() => other.printed().includes('same config'))
    one.interrupt()
    other.interrupt()
    expect((await working).err).toContain('is refused: this worker has another config')
    expect((await applying).code).toBe(6)
  })

  test('is shown by status, and stopped by cancel, in both languages and at 60 columns', async () => {
    const { one, other } = await machines()
    await one.type('plan', '--out', 'plan.jsonl')
    await other.type('plan', '--out', 'plan.jsonl')
    expect(await one.type('status')).toMatchObject({ code: 0, out: 'No plan is fed to workers.\n' })
    expect((await one.type('status', 'plan.jsonl')).out).not.toContain('workers')
    expect((await one.type('cancel', 'plan.jsonl')).code).toBe(7)
    const applying = one.type('apply', 'plan.jsonl', '--workers')
    let shown = ''
    while (!shown.includes('下发中')) shown = (await other.at(60)('status', '--lang', 'zh')).out
    expect(shown.split('\n').filter((line) => widthOf(line) > 60)).toEqual([])
    expect((await one.type('status', 'plan.jsonl')).out).toContain('0 of 12 changes have ended')
    expect(await one.type('cancel', 'plan.jsonl')).toMatchObject({ code: 0 })
    expect((await applying).code).toBe(6)
  })
})

describeRedis('a worker that is started while Redis is away', () => {
  afterEach(async () => {
    await at.redis?.end()
    delete at.redis
  })

  test('waits and says so once, without the password, and works once Redis is there', async () => {
    const { one, other } = await machines()
    await one.type('plan', '--out', 'plan.jsonl')
    await at.redis?.kill()
    const working = other.type('worker')
    await until(() => other.printed().includes('waiting for the store'))
    expect(other.printed()).not.toContain('waiting for plans')
    await at.redis?.start()
    await until(() => other.printed().includes('waiting for plans'))
    expect(await one.type('apply', 'plan.jsonl', '--workers')).toMatchObject({ code: 0 })
    other.interrupt()
    const { code, err } = await working
    expect(code).toBe(0)
    expect(err.split('(ECONNREFUSED)')).toHaveLength(2)
  })

  test.each([1, 2, 3])('waits too where it goes just before connection %d is opened', async (lost) => {
    const { other } = await machines()
    const open = new Set<Socket>()
    let connections = 0
    const gate = createServer((near) => {
      connections += 1
      const far = connections === lost ? undefined : connect(at.redis?.port ?? 0, '127.0.0.1')
      for (const [socket, peer] of [
        [near, far],
        [far, near],
      ] as const) {
        if (socket === undefined) continue
        open.add(socket)
        socket.on('error', () => undefined).on('close', () => peer?.destroy())
        if (peer !== undefined) socket.pipe(peer)
      }
      if (far === undefined) near.destroy()
    }).listen(0, '127.0.0.1')
    await once(gate, 'listening')
    const address = gate.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const worker = desk({ MINI_DOMAINS_STORE: `redis://127.0.0.1:${port}/0?prefix=test` })
    worker.write('mini-domains.yaml', readFileSync(join(other.folder, 'mini-domains.yaml'), 'utf8'))
    let code: number | undefined
    const working = worker.type('worker').then((ended) => (code = ended.code))
    await until(() => code !== undefined || worker.printed().includes('waiting for plans'))
    worker.interrupt()
    await working
    expect([code, worker.printed()]).toEqual([0, expect.stringContaining('waiting for plans')])
    for (const socket of open) socket.destroy()
    gate.close()
  })

  test('ends with 0 on a signal, and with 1 where the password is wrong', async () => {
    const { emulator } = await fleetDesk()
    const waiting = desk({ MINI_DOMAINS_STORE: 'redis://:s3cret@127.0.0.1:1/0' })
    waiting.write('mini-domains.yaml', configOf(emulator))
    const working = waiting.type('worker', '--lang', 'zh')
    await until(() => waiting.printed().includes('正在等待存储恢复'))
    waiting.interrupt()
    expect(await working).toMatchObject({ code: 0 })
    expect(waiting.printed()).not.toContain('s3cret')
    at.redis = await startRedis([], 'another')
    const { port } = at.redis
    const refused = desk({ MINI_DOMAINS_STORE: `redis://:s3cret@127.0.0.1:${port}/0` })
    refused.write('mini-domains.yaml', configOf(emulator))
    expect(await refused.type('worker')).toMatchObject({ code: 1 })
  })
})

describe('without what it takes', () => {
  test.each([['apply', 'plan.jsonl', '--workers'], ['worker'], ['status'], ['cancel', 'plan.jsonl']])(
    '%s says that the store is of one machine',
    async (...line) => {
      const { at: machine } = await fleetDesk()
      await machine.type('plan', '--out', 'plan.jsonl')
      const { code, err } = await machine.type(...line)
      expect(code).toBe(1)
      expect(err).toContain('workers need a store on Redis')
    },
  )

  test('a package that is not installed is named, with the line that installs it', async () => {
    const io = { environment: { MINI_DOMAINS_STORE: 'redis://127.0.0.1:1/0' }, folder: '/' }
    const found = await manyMachines(io, { folder: '/' }, () => Promise.reject(new Error('not there')))
    expect(E.isLeft(found) && JSON.stringify(found.left)).toContain('npm install @mini-domains/bullmq bullmq')
  })

  test.each([['status'], ['status', 'plan.jsonl'], ['cancel', 'plan.jsonl']])(
    '%s %s tells that the Redis is away, without its password',
    async (...line) => {
      const { emulator } = await fleetDesk()
      const at = desk({ MINI_DOMAINS_STORE: 'redis://:s3cret@127.0.0.1:1/0' })
      at.write('mini-domains.yaml', configOf(emulator))
      const planner = desk()
      planner.write('mini-domains.yaml', configOf(emulator))
      await planner.type('plan', '--out', 'plan.jsonl')
      at.write('plan.jsonl', readFileSync(join(planner.folder, 'plan.jsonl'), 'utf8'))
      const { code, out, err } = await at.type(...line)
      expect({ code, out }).toEqual({ code: 1, out: '' })
      expect(err).toContain('redis://127.0.0.1:1/0 cannot be opened')
      expect(at.printed()).not.toContain('s3cret')
    },
    30_000,
  )

  test('--concurrency is for each worker to have', async () => {
    const { at: machine } = await fleetDesk()
    const { code, err } = await machine.type('apply', 'plan.jsonl', '--workers', '--concurrency', '4')
    expect(code).toBe(1)
    expect(err).toContain('--workers')
  })
})
