import { appSubject } from '@mini-domains/core'
import { type Store, memoryStore } from '@mini-domains/core/adapter'
import { type Contender, calling } from '../../contender.js'
import { appOf, tokenOf } from '../../traffic.js'
import { freeExchange } from './free-exchange.js'
import { rightOf } from '../provider.js'
import { credentialsOn } from './sealed-tokens.js'

/**
 * The same store, which counts how often it is read.
 */
export const countingReads = (store: Store): { readonly store: Store; readonly reads: () => number } => {
  let reads = 0
  const get: Store['get'] = (key) => {
    reads += 1
    return store.get(key)
  }
  return { store: { ...store, get }, reads: () => reads }
}

/**
 * Finding a token that `createCredentials` keeps and that is not due. A call of the store is a failure.
 */
export const open = (): Contender => {
  const { store, reads } = countingReads(memoryStore())
  const credentials = credentialsOn(store, freeExchange(tokenOf))
  const find = async (lane: number): Promise<void> => void rightOf(await credentials.get(appSubject(appOf(lane)))())
  const finding = calling(find)
  return {
    prepare: async ({ lanes }) => {
      rightOf(await credentials.accept({ _tag: 'Ticket', ticket: 'ticket', createdAt: 1 })())
      for (let lane = 0; lane < lanes; lane += 1) await find(lane)
    },
    run: async (job, pulse) => {
      const before = reads()
      const tally = await finding.run(job, pulse)
      return reads() === before ? tally : { failed: reads() - before, failure: 'the store was asked' }
    },
  }
}
