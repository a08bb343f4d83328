import * as TE from 'fp-ts/lib/TaskEither.js'
import { type Store, memoryStore } from '@mini-domains/core/adapter'
import { apply } from '../../src/index.js'
import { emulatedFleet, restless } from '../emulated-fleet.js'
import { savedPlan } from '../saved-plan.js'
import { all, shopFleet } from '../shared-state.js'

const full = {
  _tag: 'StoreFailure',
  reason: 'full',
  message: 'no room',
  hint: { en: 'Make room.', zh: '请清理。' },
} as const

/** A store that keeps everything but the end of a run. */
const endless = (): Store => {
  const memory = memoryStore()
  return {
    ...memory,
    transact: (writes, under) =>
      writes.some(({ value }) => value?.includes('"endedAt"') === true)
        ? TE.left(full)
        : memory.transact(writes, under),
  }
}

test('a run whose end the store does not keep says that, and not that nothing was applied', async () => {
  const fleet = await emulatedFleet(1)
  try {
    const { source } = await savedPlan(shopFleet(fleet.wechatIds, fleet.baiduIds), fleet.vendors)
    const events = await all(apply(source, fleet.vendors, { clock: restless, store: endless() }))
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

test('of a run that was broken off it is not said that each change was kept', async () => {
  const fleet = await emulatedFleet(1)
  try {
    const { source } = await savedPlan(shopFleet(fleet.wechatIds, fleet.baiduIds), fleet.vendors)
    const options = { clock: restless, store: endless(), signal: AbortSignal.abort() }
    const events = await all(apply(source, fleet.vendors, options))
    expect(events.at(-2)).toMatchObject({
      event: 'end-unkept',
      message: {
        en: 'the store did not keep that the run has ended (no room). Make room.',
        zh: '本次运行的结束未能写入存储（no room）。请清理。',
      },
    })
    expect(events.at(-1)).toMatchObject({ event: 'finished', complete: false })
  } finally {
    await fleet.close()
  }
})
