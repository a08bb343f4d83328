import { systemClock } from '@mini-domains/core'
import { memoryData, memoryStore } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import { type Dispatch, apply, applyBy, openRun, reconcile, verifyPlan } from '../../src/index.js'
import { worksOf } from '../change-works.js'
import { emulatedFleet } from '../emulated-fleet.js'
import { savedPlan } from '../saved-plan.js'
import { all, shopFleet } from '../shared-state.js'

const opened: Array<Awaited<ReturnType<typeof emulatedFleet>>> = []

afterEach(async () => {
  for (const fleet of opened.splice(0)) await fleet.close()
})

test('a change that a worker of an earlier run ends while this one is under way counts as resumed, and is made once', async () => {
  const fleet = await emulatedFleet(2)
  opened.push(fleet)
  const saved = await savedPlan(shopFleet(fleet.wechatIds, fleet.baiduIds), fleet.vendors)
  const works = await worksOf(saved)
  const late = works.at(-1)
  if (late === undefined) throw new Error('the plan changes nothing')
  const options = { clock: systemClock, store: memoryStore(systemClock, memoryData()) }
  const dispatch: Dispatch = {
    wait: 'dead',
    runner: (run, own) => {
      let isFirst = true
      return Promise.resolve(
        E.right({
          ...own,
          concurrency: 1,
          carryOut: async (change) => {
            if (isFirst) {
              isFirst = false
              await reconcile(late, fleet.vendors, options)
              await run.ends()
            }
            return own.carryOut(change)
          },
        }),
      )
    },
  }
  const verified = await verifyPlan(saved.source())
  if (E.isLeft(verified)) throw new Error('the plan is damaged')
  const events = await all(applyBy(dispatch, verified.right, saved.source, fleet.vendors, options))
  expect(events.at(-1)).toMatchObject({
    event: 'finished',
    complete: true,
    counts: { done: works.length - 1, resumed: 1, skipped: 0 },
  })
  expect(fleet.usedBy(late.line.address)).toBe(late.line.cost)
})

test('a write that another process began, by a clock far behind, is not sent again before this one has waited for it', async () => {
  const fleet = await emulatedFleet(1)
  opened.push(fleet)
  const saved = await savedPlan(shopFleet(fleet.wechatIds, fleet.baiduIds), fleet.vendors)
  const works = await worksOf(saved)
  const [begun] = works
  if (begun === undefined) throw new Error('the plan changes nothing')
  const store = memoryStore(systemClock, memoryData())
  const run = await openRun({ store, clock: systemClock, plan: begun.plan, lines: 10, changes: works.length })
  if (E.isLeft(run) || run.right === undefined) throw new Error('the run did not open')
  const { address, cost } = begun.line
  await run.right.begin({ n: begun.n, address, cost }, systemClock.now() - 3_600_000)
  await run.right.close()
  const waits: Array<readonly [ms: number, used: number]> = []
  const sleep = (ms: number): Promise<void> => {
    waits.push([ms, fleet.usedBy(address)])
    return Promise.resolve()
  }
  const events = await all(apply(saved.source, fleet.vendors, { store, clock: { ...systemClock, sleep } }))
  expect(events.at(-1)).toMatchObject({ complete: true, counts: { done: works.length } })
  expect(waits).toEqual([[expect.any(Number), 0]])
  expect(waits[0]?.[0]).toBeGreaterThan(30_000)
  expect(fleet.usedBy(address)).toBe(1)
})
