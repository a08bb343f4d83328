import { describeStore, runStoreCase, storeLaws } from '@mini-domains/conformance'
import { breakings, memoryWorld } from './broken-store.js'
import { transactionBreakings } from './broken-transaction.js'

const quick = { time: 'injected', runs: 20 } as const

/** The first law that the store breaks. */
const brokenLaw = async (makeWorld: ReturnType<typeof memoryWorld>): Promise<string | undefined> => {
  for (const [room, cases] of Object.entries(storeLaws))
    for (const storeCase of cases) {
      const keeps = await runStoreCase(storeCase, makeWorld, quick).then(
        () => true,
        () => false,
      )
      if (!keeps) return `${room}: ${storeCase.name}`
    }
  return undefined
}

describeStore({ describe, it }, 'the honest store on which the broken ones stand', memoryWorld(), quick)

describe('the suite fails a store where', () => {
  it.each(Object.entries({ ...breakings, ...transactionBreakings }))('%s', async (_name, breaking) => {
    expect(await brokenLaw(memoryWorld(breaking))).toBeDefined()
  })

  it.each(['not durable', 'shared', 'fences restart'] as const)('its place is %s', async (flaw) => {
    expect(await brokenLaw(memoryWorld(undefined, flaw))).toBeDefined()
  })
})
