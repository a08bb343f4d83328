import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { appSubject, platformSubject, systemClock } from '@mini-domains/core'
import { type CallClass, type CallStart, type RateFigures, rateLimited } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import { type RedisRateLimiter, redisRateLimiter } from '../../src/index.js'
import { programOf } from '../../../../test/harness/programs.js'
import { type RedisServer, describeRedis, startRedis } from '../redis-server.js'

const perSecond = 50

/** The most starts in any window of so many milliseconds. */
const mostWithin = (starts: ReadonlyArray<number>, windowMs: number): number => {
  const sorted = [...starts].sort((a, b) => a - b)
  let most = 0
  let first = 0
  for (const [index, at] of sorted.entries()) {
    while (at - (sorted[first] ?? at) >= windowMs) first += 1
    most = Math.max(most, index - first + 1)
  }
  return most
}

const start = (of: CallClass, vendor = 'acme', signal?: AbortSignal): CallStart => ({
  vendor,
  class: of,
  subject: appSubject('a'),
  signal,
})

const refusal = (window: 'minute' | 'day') =>
  rateLimited({ vendor: 'acme', operation: 'app.server.get', subject: 'app a' }, {}, window)

interface Runner {
  readonly child: ChildProcess
  readonly starts: Promise<ReadonlyArray<number>>
}

describeRedis('a rate limiter on Redis', () => {
  let server: RedisServer
  const open: Array<RedisRateLimiter> = []

  beforeAll(async () => {
    server = await startRedis()
  })

  afterEach(() => {
    for (const limiter of open.splice(0)) limiter.close()
  })

  afterAll(() => server.end())

  const limiterOf = async (
    prefix: string,
    rates: RateFigures = {},
    clock = systemClock,
    patienceMs = 10_000,
  ): Promise<RedisRateLimiter> => {
    const made = await redisRateLimiter({ url: server.url, prefix, rates, clock, patienceMs })()
    if (E.isLeft(made)) throw new Error(made.left.message)
    open.push(made.right)
    return made.right
  }

  /** Books one start, so that the second in which slots might be booked that nobody knows of is over. */
  const founded = async (limiter: RedisRateLimiter): Promise<void> => {
    await limiter.acquire(start('token'))
  }

  const run = (prefix: string, count: number): Runner => {
    const program = programOf('packages/redis/test/rate/child/start-many.ts')
    const args = [program, server.url, prefix, String(perSecond), String(count), '20']
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
    let printed = ''
    child.stdout.on('data', (bytes: Buffer) => (printed += bytes.toString()))
    const lines = (): ReadonlyArray<number> =>
      printed.split('\n').flatMap((line) => (/^\d+$/.test(line) ? [+line] : []))
    return { child, starts: once(child, 'close').then(lines) }
  }

  it('lets four processes together start no more calls in any second than the figure', async () => {
    const began = Array.from({ length: 4 }, () => run('four', 50))
    const starts = (await Promise.all(began.map(({ starts: each }) => each))).flat()
    expect(starts).toHaveLength(200)
    expect(mostWithin(starts, 1_000)).toBeLessThanOrEqual(perSecond)
  })

  /** A clock of its own, on which waiting takes no time. */
  const quickClock = () => {
    let at = 0
    return {
      ...systemClock,
      now: () => at,
      sleep: (ms: number): Promise<void> => {
        at += ms
        return Promise.resolve()
      },
    }
  }

  it('asks Redis once for each start, and once more for one that is over a second ahead; polls nothing', async () => {
    const rates = { all: { perSecond } }
    await founded(await limiterOf('once', rates))
    const limiter = await limiterOf('once', rates, quickClock())
    const asked = async (starts: number): Promise<number> => {
      await server.tell('CONFIG', 'RESETSTAT')
      for (let left = starts; left > 0; left -= 1) await limiter.acquire(start('read'))
      return Number(/cmdstat_evalsha:calls=(\d+),/.exec(String(await server.tell('INFO', 'commandstats')))?.[1])
    }
    expect(await asked(40)).toBe(40)
    await asked(40)
    expect(await asked(10)).toBe(20)
  })

  it('spaces starts by (1000 + latenessMs) / figure', async () => {
    const clock = quickClock()
    const limiter = await limiterOf('spaced', { read: { perSecond: 1 } }, clock)
    await founded(limiter)
    const waits: Array<number> = []
    for (let starts = 0; starts < 4; starts += 1) {
      const before = clock.now()
      await limiter.acquire(start('read'))
      waits.push(clock.now() - before)
    }
    for (const [index, wait] of waits.slice(1).entries()) {
      // The server's clock goes on meanwhile, so each wait is a little less than a spacing more.
      expect(wait - (waits[index] ?? 0)).toBeLessThanOrEqual(1_031)
      expect(wait - (waits[index] ?? 0)).toBeGreaterThan(500)
    }
  })

  it('holds back a start too that was booked over a second ahead before the vendor refused a call', async () => {
    const limiter = await limiterOf('far', { read: { perSecond: 1 } })
    await founded(limiter)
    await limiter.acquire(start('read'))
    const aborter = new AbortController()
    let isOver = false
    const waiting = Promise.resolve(limiter.acquire(start('read', 'acme', aborter.signal))).finally(
      () => (isOver = true),
    )
    await limiter.acquire(start('write'))
    limiter.limited(start('read'), refusal('minute'))
    await systemClock.sleep(1_200)
    expect(isOver).toBe(false)
    aborter.abort()
    expect(await waiting).toBe('cancelled')
  })

  it('gives up the slots of a process that was stopped, so that they do not crowd a later second', async () => {
    const began = Array.from({ length: 3 }, () => run('stopped', 40))
    const [first] = began
    if (first === undefined) throw new Error('no process')
    await once(first.child.stdout ?? first.child, 'data')
    first.child.kill('SIGSTOP')
    await systemClock.sleep(1_500)
    first.child.kill('SIGCONT')
    const starts = (await Promise.all(began.map(({ starts: each }) => each))).flat()
    expect(starts).toHaveLength(120)
    expect(mostWithin(starts, 1_000)).toBeLessThanOrEqual(perSecond)
  })

  it('lets no more start in any second where Redis is restarted and has lost what was booked', async () => {
    const began = Array.from({ length: 4 }, () => run('restarted', 50))
    const [first] = began
    if (first === undefined) throw new Error('no process')
    await once(first.child.stdout ?? first.child, 'data')
    await systemClock.sleep(2_000)
    await server.kill()
    await systemClock.sleep(300)
    await server.start()
    const starts = (await Promise.all(began.map(({ starts: each }) => each))).flat()
    expect(starts).toHaveLength(200)
    expect(mostWithin(starts, 1_000)).toBeLessThanOrEqual(perSecond)
  })

  it('does not let a slow class, which books far ahead, hold up the others', async () => {
    const limiter = await limiterOf('classes', { all: { perSecond: 100 }, write: { perSecond: 1 } })
    await founded(limiter)
    await limiter.acquire(start('write'))
    const aborter = new AbortController()
    const waiting = limiter.acquire(start('write', 'acme', aborter.signal))
    const began = systemClock.now()
    for (let reads = 0; reads < 20; reads += 1) await limiter.acquire(start('read'))
    expect(systemClock.now() - began).toBeLessThan(1_000)
    aborter.abort()
    expect(await waiting).toBe('cancelled')
  })

  it('holds a class at every process when one was told "too many", and no other class or vendor', async () => {
    const [one, other] = [await limiterOf('hold'), await limiterOf('hold')]
    await founded(one)
    await one.acquire(start('read', 'other'))
    one.limited(start('read'), refusal('minute'))
    // Commands of one connection are carried out in order.
    await one.acquire(start('write'))
    const aborter = new AbortController()
    const held = other.acquire(start('read', 'acme', aborter.signal))
    expect(await other.acquire(start('write'))).toBe('go')
    expect(await other.acquire(start('read', 'other'))).toBe('go')
    aborter.abort()
    expect(await held).toBe('cancelled')
  })

  it('runs at half its rate after a hold, also where the class had been idle for hours before', async () => {
    const limiter = await limiterOf('idle', {}, { ...systemClock, now: () => 0, sleep: async () => {} })
    await founded(limiter)
    await limiter.acquire(start('read'))
    await server.tell('HSET', '{idle}:rate:acme', 'last:read', '1')
    await limiter.acquire(start('read'))
    limiter.limited(start('read'), refusal('minute'))
    await limiter.acquire(start('write'))
    expect(await server.tell('HMGET', '{idle}:rate:acme', 'learned:read', 'goal:read')).toEqual(['1000.000', '500.000'])
  })

  it('takes the quota of a day that one process found used up as used up at all, for that class and subject', async () => {
    const [one, other] = [await limiterOf('day'), await limiterOf('day')]
    await founded(one)
    one.limited(start('write'), refusal('day'))
    await one.acquire(start('read'))
    expect(await other.acquire(start('write'))).toBe('closed')
    expect(await other.acquire({ ...start('write'), subject: platformSubject })).toBe('go')
  })

  it('starts nothing for a second where it finds no rate, since slots may be booked that were lost', async () => {
    const limiter = await limiterOf('lost', { all: { perSecond: 100 } })
    const began = systemClock.now()
    await founded(limiter)
    expect(systemClock.now() - began).toBeGreaterThanOrEqual(1_000)
  })

  it('starts nothing while Redis is away, waits for it, and goes on by itself when it is back', async () => {
    const limiter = await limiterOf('away')
    await founded(limiter)
    await server.kill()
    let isOver = false
    const waiting = Promise.resolve(limiter.acquire(start('read'))).finally(() => (isOver = true))
    await systemClock.sleep(300)
    expect(isOver).toBe(false)
    await server.start()
    expect(await waiting).toBe('go')
  })

  it('fails where Redis is away for longer than it waits, or where it is closed meanwhile', async () => {
    const clock = { ...systemClock, sleep: () => Promise.resolve() }
    const [brief, patient] = [await limiterOf('brief', {}, clock, 0), await limiterOf('patient', {}, clock)]
    await founded(brief)
    await server.kill()
    await expect(brief.acquire(start('read'))).rejects.toThrow(/^Redis: the command failed/)
    const waiting = Promise.resolve(patient.acquire(start('read')))
    patient.close()
    await expect(waiting).rejects.toThrow(/^Redis: the command failed/)
    await server.start()
  })

  /** A clock on which each of so many looks is 31 ms after the one before, as on a machine that is too busy, and then none. */
  const busyClock = (looks: number) => {
    let now = 0
    let left = looks
    return { ...systemClock, now: () => ((left -= 1) < 0 ? now : (now += 31)), sleep: () => Promise.resolve() }
  }

  it('starts a call though the machine is so busy that starts come too late for seconds', async () => {
    const limiter = await limiterOf('busy', {}, busyClock(200))
    expect(await limiter.acquire(start('read'))).toBe('go')
  })

  it('fails, and says what helps, where every slot is later than allowed for as long as it waits', async () => {
    const limiter = await limiterOf('slow', {}, busyClock(Infinity))
    await expect(limiter.acquire(start('read'))).rejects.toThrow(
      /for 10000 ms every booked start was more than 30 ms late/,
    )
  })

  it('never starts a call before its slot, however long the question was on its way', async () => {
    const made = await redisRateLimiter({
      url: server.url,
      prefix: 'early',
      rates: { read: { perSecond: 1 } },
      latenessMs: 1_000,
    })()
    if (E.isLeft(made)) throw new Error(made.left.message)
    open.push(made.right)
    await founded(made.right)
    await made.right.acquire(start('read'))
    const first = systemClock.now()
    await server.tell('CLIENT', 'PAUSE', '600')
    await made.right.acquire(start('read'))
    // Slots are two seconds apart; the first start may be a little late.
    expect(systemClock.now() - first).toBeGreaterThan(1_700)
  })

  it.each([0, -1, NaN, Infinity])('refuses a lateness of %s', async (latenessMs) => {
    const made = await redisRateLimiter({ url: server.url, prefix: 'p', latenessMs })()
    expect(E.isLeft(made) && made.left.message).toMatch(/latenessMs/)
  })

  it('refuses a prefix that could reach into another', async () => {
    const made = await redisRateLimiter({ url: server.url, prefix: 'a}b' })()
    expect(E.isLeft(made) && made.left.reason).toBe('unavailable')
  })
})
