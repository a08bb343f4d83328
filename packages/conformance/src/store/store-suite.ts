import { type Store } from '@mini-domains/core/adapter'
import { entryLaws } from './laws/entries.js'
import { keyLaws } from './laws/keys.js'
import { leaseLaws } from './laws/leases.js'
import { placeLaws } from './laws/restarts.js'
import { recordLaws } from './laws/records.js'
import { modelLaws } from './laws/model.js'
import { type StoreCase, type StoreVariations, type StoreWorld, defaultStoreVariations } from './world.js'
import { leasedTransactLaws } from './laws/transactions-under-lease.js'
import { transactLaws } from './laws/transactions.js'

/**
 * The functions of a test runner that the suite needs. Those of jest, vitest and node:test fit as they are.
 */
export interface StoreRegistrar {
  readonly describe: (name: string, body: () => void) => void
  readonly it: (name: string, body: () => Promise<void>) => void
}

/**
 * Every test of a store, by the room of the port that it is about.
 */
export const storeLaws: Readonly<
  Record<'records' | 'transactions' | 'keys' | 'entries' | 'leases' | 'place' | 'model', ReadonlyArray<StoreCase>>
> = {
  records: recordLaws,
  transactions: [...transactLaws, ...leasedTransactLaws],
  keys: keyLaws,
  entries: entryLaws,
  leases: leaseLaws,
  place: placeLaws,
  model: modelLaws,
}

const closingAll = (world: StoreWorld): StoreWorld & { readonly closeAll: () => Promise<void> } => {
  const opened: Array<Store> = []
  const remembered = (open: () => Promise<Store>) => async () => {
    const store = await open()
    opened.push(store)
    return store
  }
  return {
    ...world,
    open: remembered(world.open),
    ...(world.openNeighbour === undefined ? {} : { openNeighbour: remembered(world.openNeighbour) }),
    closeAll: async () => void (await Promise.all(opened.map((store) => store.close()))),
  }
}

/**
 * Runs one test in a world of its own. Rejects where the store breaks the law.
 */
export const runStoreCase = async (
  storeCase: StoreCase,
  makeWorld: () => Promise<StoreWorld>,
  variations: Partial<StoreVariations> = {},
): Promise<void> => {
  const world = closingAll(await makeWorld())
  try {
    await storeCase.run(world, { ...defaultStoreVariations, ...variations })
  } finally {
    await world.closeAll().finally(world.end)
  }
}

/**
 * Registers every test of a store with a test runner. Each gets a world of its own.
 */
export const describeStore = (
  { describe, it }: StoreRegistrar,
  name: string,
  makeWorld: () => Promise<StoreWorld>,
  variations: Partial<StoreVariations> = {},
): void =>
  describe(name, () => {
    for (const [room, cases] of Object.entries(storeLaws))
      describe(room, () => {
        for (const storeCase of cases) it(storeCase.name, () => runStoreCase(storeCase, makeWorld, variations))
      })
  })
