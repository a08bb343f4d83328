import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '@mini-domains/core'
import { realClock } from '../manual-clock.js'
import { childFile, startChild } from '../processes/child-process.js'
import { type Depot, depots } from '../processes/depot.js'
import { type Order } from '../processes/order.js'
import { type Proof, proofOf } from '../processes/proof.js'
import { type Vendor } from '../exchange-under-test.js'
import { type World, startWorld, vendors } from '../vendor-under-test.js'

const appsOf = (count: number): ReadonlyArray<string> => Array.from({ length: count }, (_, i) => `app-${i}`)

const processes = 8
const callers = 50
const apps = Number(process.env['MINI_DOMAINS_TEST_APPS'] ?? 8)
const kills = Number(process.env['MINI_DOMAINS_TEST_KILLS'] ?? 4)
const lanes = 3
// Each vendor once, and each store at least once, or every vendor with every store.
const pairs = process.env['MINI_DOMAINS_TEST_TOKEN_PAIRS'] ?? 'each'

const steps = ['leased', 'intended', 'called', 'saved'] as const

jest.setTimeout(60_000 + 1_000 * (apps + kills))

const cases = depots.flatMap((depot, index) =>
  vendors.filter((_, at) => pairs === 'all' || at % depots.length === index).map((vendor) => ({ vendor, ...depot })),
)

let folder: string
let child: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mini-domains-'))
  child = childFile()
})
afterAll(() => rm(folder, { recursive: true }))

const prove = (vendor: Vendor, start: () => Promise<Depot>): void => {
  let world: World
  let depot: Depot
  let proof: Proof

  beforeAll(async () => {
    depot = await start()
  })
  afterAll(() => depot.end())
  beforeEach(async () => {
    world = await startWorld(vendor, realClock)
    proof = proofOf(world, depot)
  })
  afterEach(() => world.end())

  test(`${processes} processes with ${callers} callers each ask once for each of ${apps} apps`, async () => {
    const order = await proof.prepared('fleet', appsOf(apps))
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
    const order = { ...(await proof.prepared('holder', appsOf(1))), callers: 20, leaseMs }
    const [holder, ...others] = await Promise.all(Array.from({ length: 3 }, () => startChild(child)))
    expect(await holder?.run({ ...order, dieAt: 'called' })).toBeUndefined()
    const died = systemClock.now()
    const reports = await Promise.all(others.map(({ run }) => run(order)))
    // A lease, and what a machine under load may take; a caller would wait for thirty seconds.
    expect(systemClock.now() - died).toBeLessThan(leaseMs + 4_000)
    for (const report of reports) expect(report).toEqual({ got: { 'app-0': world.tokenOf('app-0') }, failed: [] })
    await proof.survive(order)
    expect(proof.sentTwice()).toEqual([])
  })

  test(`SIGKILL at every step, ${kills} times with 8 refreshes under way, loses no authorisation`, async () => {
    const order = { ...(await proof.prepared('kill', appsOf(8 * lanes))), everStale: true }
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
    await proof.survive(order)
    expect(proof.sentTwice()).toEqual([])
  })
}

for (const { vendor, name, describe: tell, start } of cases)
  tell(`${vendor}, many processes and ${name}`, () => prove(vendor, start))
