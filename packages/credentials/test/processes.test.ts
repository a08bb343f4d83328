import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { appSubject, systemClock } from '@mini-domains/core'
import { type Credentials } from '../src/index.js'
import { bundleChild, startChild } from './child-process.js'
import { type Depot, depots } from './depot.js'
import { right } from './either.js'
import { everStale } from './ever-stale.js'
import { type Order } from './order.js'
import { openPlace } from './place.js'
import { type Vendor, type World, key, startWorld, vendors } from './vendor-under-test.js'

const appsOf = (count: number): ReadonlyArray<string> => Array.from({ length: count }, (_, i) => `app-${i}`)

const processes = 8
const callers = 50
const apps = Number(process.env['MINI_DOMAINS_TEST_APPS'] ?? 20)
const kills = Number(process.env['MINI_DOMAINS_TEST_KILLS'] ?? 12)
const lanes = 3

const steps = ['leased', 'intended', 'called', 'saved'] as const

jest.setTimeout(60_000 + 1_000 * (apps + kills))

const cases = depots.flatMap((depot) => vendors.map((vendor) => ({ vendor, ...depot })))

let folder: string
let child: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mini-domains-'))
  child = await bundleChild(folder)
})
afterAll(() => rm(folder, { recursive: true }))

const prove = (vendor: Vendor, start: () => Promise<Depot>): void => {
  let world: World
  let depot: Depot

  beforeAll(async () => {
    depot = await start()
  })
  afterAll(() => depot.end())
  beforeEach(async () => {
    world = await startWorld(vendor, { ...systemClock, advance: () => undefined })
  })
  afterEach(() => world.end())

  /** A store that knows the apps' refresh tokens and a ticket. */
  const prepared = async (name: string, appIds: ReadonlyArray<string>): Promise<Order> => {
    const place = depot.placeOf(name)
    world.side.seed({ lifetimes: { appToken: 3600 }, apps: Object.fromEntries(appIds.map((appId) => [appId, {}])) })
    const store = right(await openPlace(place)())
    const credentials = world.keep(store)
    await world.ticket(credentials)
    const rows = appIds.map((appId) => ({ appId, refreshToken: world.refreshTokenOf(appId) }))
    expect(right(await credentials.importRefreshTokens(rows)())).toMatchObject({ stored: appIds.length, bad: 0 })
    await store.close()
    const { baseUrl } = world.side
    return { vendor, baseUrl, place, key: key.current, appIds: [...appIds], callers: 1, leaseMs: 200, waitMs: 30_000 }
  }

  // Where an old token still lives, a lease that a dead process holds is not waited for: then the app is refreshed once it
  // has run out.
  const refreshed = async (credentials: Credentials, appId: string, leaseMs: number): Promise<string> => {
    const deadline = systemClock.now() + leaseMs + 10_000
    for (;;) {
      const token = right(await credentials.get(appSubject(appId))())
      const { state, hasRefreshToken } = right(await credentials.status(appId)())
      expect(hasRefreshToken).toBe(true)
      if (state === 'ready') return token
      expect(systemClock.now()).toBeLessThan(deadline)
      await systemClock.sleep(leaseMs / 4)
    }
  }

  /** What a process that comes after all others finds: every app can be refreshed, twice, and holds what the vendor holds. */
  const survive = async (order: Order): Promise<void> => {
    const store = right(await openPlace(order.place)())
    try {
      for (const round of [1, 2]) {
        const credentials = world.keep(store, { leaseMs: order.leaseMs, early: everStale })
        for (const appId of order.appIds) {
          const token = await refreshed(credentials, appId, order.leaseMs)
          expect([round, token]).toEqual([round, world.tokenOf(appId)])
        }
      }
    } finally {
      await store.close()
    }
  }

  /**
   * What was sent with a refresh token that had been sent before, and what the vendor said: at a single-use vendor, nothing,
   * but after an answer that left the refresh token as it was.
   */
  const sentTwice = (): ReadonlyArray<ReadonlyArray<string>> => {
    const sent = new Map<string, ReadonlyArray<{ readonly tookEffect: boolean; readonly said: string }>>()
    for (const { rawQuery, tookEffect, answer, fault } of world.side.requests()) {
      const token = new URLSearchParams(rawQuery).get('refresh_token')
      if (token === null) continue
      const said = `${tookEffect ? 'took effect' : 'no effect'}: ${answer?.body ?? fault ?? 'no answer'}`
      sent.set(token, [...(sent.get(token) ?? []), { tookEffect, said }])
    }
    return [...sent.values()].filter((tries) => tries.length > 1).map((tries) => tries.map(({ said }) => said))
  }

  test(`${processes} processes with ${callers} callers each ask once for each of ${apps} apps`, async () => {
    const order = await prepared('fleet', appsOf(apps))
    const children = await Promise.all(Array.from({ length: processes }, () => startChild(child)))
    const reports = await Promise.all(children.map(({ run }) => run({ ...order, callers, leaseMs: 15_000 })))
    for (const report of reports) {
      expect(report?.failed).toEqual([])
      expect(report?.got).toEqual(Object.fromEntries(order.appIds.map((appId) => [appId, world.tokenOf(appId)])))
    }
    expect(world.appCalls()).toBe(apps)
  })

  test('SIGKILL of the holder of a lease: the others wait no longer than it lasts, and go on', async () => {
    const leaseMs = 1_000
    const order = { ...(await prepared('holder', appsOf(1))), callers: 20, leaseMs }
    const [holder, ...others] = await Promise.all(Array.from({ length: 3 }, () => startChild(child)))
    expect(await holder?.run({ ...order, dieAt: 'called' })).toBeUndefined()
    const died = systemClock.now()
    const reports = await Promise.all(others.map(({ run }) => run(order)))
    // A lease, and what a machine under load may take; a caller would wait for thirty seconds.
    expect(systemClock.now() - died).toBeLessThan(leaseMs + 4_000)
    for (const report of reports) expect(report).toEqual({ got: { 'app-0': world.tokenOf('app-0') }, failed: [] })
    await survive(order)
    expect(sentTwice()).toEqual([])
  })

  test(`SIGKILL at every step, ${kills} times with 8 refreshes under way, loses no authorisation`, async () => {
    const order = { ...(await prepared('kill', appsOf(8 * lanes))), everStale: true }
    let begun = 0
    let died = 0
    const lane = async (own: Order): Promise<void> => {
      let next = startChild(child)
      while (died < kills) {
        const current = await next
        const dieAt = steps[begun % steps.length] ?? 'called'
        const dieAtCount = 1 + (Math.floor(begun / steps.length) % 8)
        begun += 1
        next = startChild(child)
        const report = await current.run({ ...own, dieAt, dieAtCount })
        // Where an old token still lives, a lease that a dead process holds is not waited for, and a step may never come.
        if (report === undefined) died += 1
        else expect(report.failed).toEqual([])
      }
      const last = await next
      last.kill()
    }
    await Promise.all(
      Array.from({ length: lanes }, (_, i) => lane({ ...order, appIds: order.appIds.slice(8 * i, 8 * i + 8) })),
    )
    await survive(order)
    expect(sentTwice()).toEqual([])
  })
}

for (const { vendor, name, describe: tell, start } of cases)
  tell(`${vendor}, many processes and ${name}`, () => prove(vendor, start))
