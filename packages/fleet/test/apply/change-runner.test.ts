import { systemClock } from '@mini-domains/core'
import { memoryData, memoryStore } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import { type Dispatch, applyBy, reconcile } from '../../src/index.js'
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
    runner: (_plan, run, own) => {
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
  const events = await all(applyBy(dispatch, saved.source, fleet.vendors, options))
  expect(events.at(-1)).toMatchObject({
    event: 'finished',
    complete: true,
    counts: { done: works.length - 1, resumed: 1, skipped: 0 },
  })
  expect(fleet.usedBy(late.line.address)).toBe(late.line.cost)
})
