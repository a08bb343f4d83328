import { systemClock } from '@mini-domains/core'
import * as E from 'fp-ts/lib/Either.js'
import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Store } from '@mini-domains/core/adapter'
import { sqliteStore } from '@mini-domains/sqlite'
import {
  type DesiredState,
  encodeLine,
  knownApps,
  lastObservation,
  monthOf,
  runHistory,
  spendingOf,
  takenOf,
} from '../../src/index.js'
import { programOf } from '../../../../test/harness/programs.js'
import { emulatedFleet } from '../emulated-fleet.js'
import { savedPlan } from '../saved-plan.js'
import { desiredOf, shopFleet } from '../shared-state.js'

const kills = Number(process.env['MINI_DOMAINS_TEST_APPLY_KILLS'] ?? 2)

/** After how many changes each apply is killed. */
const killedAfter = (most: number): ReadonlyArray<number> =>
  Array.from({ length: kills }, (_, i) => 1 + ((7 * (i + 1) + 5 * i * i) % most))

const child = programOf('packages/fleet/test/apply/child/apply-child.ts')

/** Runs the child; kills it with no warning once it has told of so many items. Gives what it told. */
const applyUntil = (args: ReadonlyArray<string>, items: number): Promise<ReadonlyArray<string>> =>
  new Promise((resolve, reject) => {
    const node = spawn(process.execPath, [child, ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let told = ''
    node.stdout.on('data', (bytes: Buffer) => {
      told += bytes.toString()
      if (told.split('"event":"item"').length > items) node.kill('SIGKILL')
    })
    node.on('error', reject)
    node.on('exit', () => resolve(told.split('\n').filter((line) => line !== '')))
  })

type Fleet = Awaited<ReturnType<typeof emulatedFleet>>

/** A fleet of so many apps at each vendor, with a saved plan and a store in a folder of its own. */
const withPlan = async (
  count: number,
  prepare: (fleet: Fleet) => DesiredState,
  work: (made: {
    readonly fleet: Fleet
    readonly desired: DesiredState
    readonly args: ReadonlyArray<string>
    readonly expectCounted: () => Promise<void>
    /** Expects each run in the history, cut off or not as it told itself, and that the list of each app was observed. */
    readonly expectTold: (runs: ReadonlyArray<ReadonlyArray<string>>) => Promise<void>
  }) => Promise<void>,
): Promise<void> => {
  const fleet = await emulatedFleet(count)
  const folder = await mkdtemp(join(tmpdir(), 'mini-domains-fleet-'))
  try {
    const desired = prepare(fleet)
    const { lines } = await savedPlan(desired, fleet.vendors)
    const [plan, file] = [join(folder, 'plan.jsonl'), join(folder, 'store.db')]
    await writeFile(plan, lines.map((line) => `${encodeLine(line)}\n`).join(''))
    fleet.emulator.wechat.faults.add({ kind: 'latency', latency: 8, probability: 1 })
    fleet.emulator.baidu.faults.add({ kind: 'latency', latency: 5, probability: 1 })
    const withStore = async (look: (store: Store) => Promise<void>): Promise<void> => {
      const store = await sqliteStore({ file })()
      if (E.isLeft(store)) throw new Error(store.left.message)
      await look(store.right)
      await store.right.close()
    }
    // No list may have spent more than the store knows, whatever was cut off.
    const expectCounted = () =>
      withStore(async (store) => {
        for (const line of lines) {
          if (line.line !== 'change') continue
          const spending = await spendingOf(store, line.address, monthOf(systemClock.now()))
          const counted = E.isRight(spending) ? takenOf(spending.right) : -1
          const used = fleet.usedBy(line.address)
          expect([line.address, used, counted]).toEqual([line.address, used, Math.max(used, counted)])
        }
      })
    const expectTold = (runs: ReadonlyArray<ReadonlyArray<string>>) =>
      withStore(async (store) => {
        const history = await runHistory(store, { limit: 1_000 })
        const exits = E.isRight(history)
          ? history.right.map(({ run }) => (E.isRight(run) ? run.right.exit : 'damaged'))
          : []
        const interrupted = exits.filter((exit) => exit === 'interrupted').length
        expect(exits).toEqual(runs.map((_, i) => (i < runs.length - interrupted ? 'complete' : 'interrupted')))
        // The last change may have been the one that the kill followed: then the store may have the end of a run that could not tell it.
        const ended = runs.filter((told) => told.at(-1)?.includes('"complete":true') === true).length
        expect([ended, ended + 1]).toContain(runs.length - interrupted)
        for (const line of lines)
          if (line.line === 'change')
            expect([line.address, await lastObservation(store, line.address)]).toEqual([
              line.address,
              E.right(expect.objectContaining({ format: 1 })),
            ])
        const apps = await Promise.all(['wechat', 'baidu'].map((vendor) => knownApps(store, vendor, { limit: 1_000 })))
        expect(apps.map((found) => (E.isRight(found) ? found.right.length : -1))).toEqual([count, count])
      })
    const args = [plan, file, fleet.urls.wechat, fleet.urls.baidu, String(count)]
    await work({ fleet, desired, args, expectCounted, expectTold })
  } finally {
    await rm(folder, { recursive: true })
    await fleet.close()
  }
}

jest.setTimeout(40_000 + 5_000 * kills)

describe('an apply that is killed again and again', () => {
  test('loses nothing, repeats no modification, and the store never knows of less than was spent, nor of more than could be', async () => {
    const count = 40
    const prepare = (fleet: Fleet): DesiredState => shopFleet(fleet.wechatIds, fleet.baiduIds)
    await withPlan(count, prepare, async ({ fleet, desired, args, expectCounted, expectTold }) => {
      const runs: Array<ReadonlyArray<string>> = []
      for (const items of killedAfter(31)) {
        runs.push(await applyUntil(args, items))
        await expectCounted()
      }
      const told = await applyUntil(args, Infinity)
      expect(told.at(-1)).toContain('"complete":true')
      expect([fleet.modificationsOf('wechat'), fleet.modificationsOf('baidu')]).toEqual([count * 2, count * 2])
      await expectCounted()
      await expectTold([...runs, told])
      expect((await savedPlan(desired, fleet.vendors)).lines).toHaveLength(2)
    })
  })

  test('also where a change takes two modifications and the kill comes between them', async () => {
    const old = { socket_domain: ['wss://old.example.com'], upload_domain: ['https://old.example.com'] }
    const prepare = ({ emulator, baiduIds }: Fleet): DesiredState => {
      emulator.baidu.seed({ apps: Object.fromEntries(baiduIds.map((id) => [id, { server: { configured: old } }])) })
      return desiredOf(`version: 1
vendors: { baidu: { adapter: '@mini-domains/baidu' } }
profiles: { shop: { server: { request: [api.example.com], upload: [] } } }
profile: shop
apps: [${baiduIds.map((id) => `{ id: ${id}, vendor: baidu }`).join(', ')}]
`)
    }
    await withPlan(40, prepare, async ({ fleet, desired, args, expectCounted }) => {
      for (const items of killedAfter(9)) {
        await applyUntil(args, items)
        await expectCounted()
      }
      await applyUntil(args, Infinity)
      await expectCounted()
      // What stopped halfway was left alone as moved; a new plan has only the rest of it to do.
      const rest = await savedPlan(desired, fleet.vendors)
      for (const line of rest.lines)
        if (line.line === 'change') expect(line).toMatchObject({ action: 'delete', cost: 1 })
      expect(fleet.modificationsOf('baidu') + rest.lines.length - 2).toBe(2 * 40)
    })
  })
})
