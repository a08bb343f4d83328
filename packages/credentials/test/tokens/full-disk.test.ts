import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { realClock } from '../manual-clock.js'
import { childFile, startChild } from '../processes/child-process.js'
import { proofOf } from '../processes/proof.js'
import { startWorld, vendors } from '../vendor-under-test.js'

const sizes = Number(process.env['MINI_DOMAINS_TEST_DISKS'] ?? 20)

jest.setTimeout(60_000 + 5_000 * sizes)

let folder: string
let child: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mini-domains-'))
  child = childFile()
})
afterAll(() => rm(folder, { recursive: true }))

test.each(vendors)('%s: a disk that fills up amid refreshes is told, and no authorisation is lost', async (vendor) => {
  const world = await startWorld(vendor, realClock)
  try {
    const depot = {
      placeOf: (name: string) => ({ file: join(folder, `${vendor}-${name}.db`) }),
      end: () => Promise.resolve(),
    }
    const proof = proofOf(world, depot)
    const order = await proof.prepared(
      'full',
      Array.from({ length: 8 }, (_, i) => `app-${i}`),
    )
    const failed: Array<string> = []
    let served = 0
    // From room for hardly a write to room for all: the disk is full at another step of the refreshes each time.
    for (const blocks of Array.from({ length: sizes }, (_, i) => 70 + Math.floor((190 * i) / (sizes - 1)))) {
      const process = await startChild(child, blocks)
      const report = await process.run({ ...order, everStale: true, saveMs: 50, waitMs: 2_000 })
      failed.push(...(report?.failed ?? ['killed']))
      served += Object.keys(report?.got ?? {}).length
    }
    expect(failed.length).toBeGreaterThan(8)
    expect(served).toBeGreaterThanOrEqual(8)
    // Some pairs were given and could not be kept: those were dropped, and nobody has used them.
    expect(world.appCalls()).toBeGreaterThan(served)
    for (const line of failed) expect(line).toMatch(/TokenUnavailable .*\(full\)/)
    await proof.survive(order)
    expect(proof.sentTwice()).toEqual([])
  } finally {
    await world.end()
  }
})
