import * as TE from 'fp-ts/lib/TaskEither.js'
import { type Store, memoryStore } from '@mini-domains/core/adapter'
import { apply } from '../../src/index.js'
import { emulatedFleet, restless } from '../emulated-fleet.js'
import { savedPlan } from '../saved-plan.js'
import { all, shopFleet } from '../shared-state.js'

test('a run whose end the store does not keep says that, and not that nothing was applied', async () => {
  const fleet = await emulatedFleet(1)
  try {
    const { source } = await savedPlan(shopFleet(fleet.wechatIds, fleet.baiduIds), fleet.vendors)
    const memory = memoryStore()
    const full = {
      _tag: 'StoreFailure',
      reason: 'full',
      message: 'no room',
      hint: { en: 'Make room.', zh: '请清理。' },
    } as const
    const store: Store = {
      ...memory,
      transact: (writes, under) =>
        writes.some(({ value }) => value?.includes('"endedAt"') === true)
          ? TE.left(full)
          : memory.transact(writes, under),
    }
    const events = await all(apply(source, fleet.vendors, { clock: restless, store }))
    expect(events.map(({ event }) => event)).not.toContain('refused')
    expect(events.at(-2)).toMatchObject({
      event: 'end-unkept',
      message: { zh: '各项变更均已记录，但本次运行的结束未能写入存储（no room）。请清理。' },
    })
    expect(events.at(-1)).toMatchObject({ event: 'finished', complete: true })
  } finally {
    await fleet.close()
  }
})
