import { describeStore, runStoreCase, storeLaws } from '@mini-domains/conformance'
import { breakings, memoryWorld } from './broken-store.js'
import { transactionBreakings } from './broken-transaction.js'

const quick = { time: 'injected', runs: 20 } as const

const broken = async (makeWorld: ReturnType<typeof memoryWorld>): Promise<ReadonlyArray<string>> => {
  const failed: Array<string> = []
  for (const [room, cases] of Object.entries(storeLaws))
    for (const storeCase of cases)
      await runStoreCase(storeCase, makeWorld, quick).catch(() => failed.push(`${room}: ${storeCase.name}`))
  return failed
}

describeStore({ describe, it }, 'the honest store on which the broken ones stand', memoryWorld(), quick)

describe('the suite fails a store where', () => {
  it.each(Object.entries({ ...breakings, ...transactionBreakings }))('%s', async (_name, breaking) => {
    expect(await broken(memoryWorld(breaking))).not.toEqual([])
  })

  it.each(['not durable', 'shared', 'fences restart'] as const)('its place is %s', async (flaw) => {
    expect(await broken(memoryWorld(undefined, flaw))).not.toEqual([])
  })
})
