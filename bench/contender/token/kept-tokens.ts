import { appSubject, systemClock } from '@mini-domains/core'
import { memoryData, memoryStore } from '@mini-domains/core/adapter'
import { type Credentials } from '@mini-domains/credentials'
import { type Contender } from '../../contender.js'
import { tokenOf } from '../../traffic.js'
import { rightOf } from '../provider.js'
import { appIdOf, credentialsOn, sealedTokens } from './sealed-tokens.js'
import { countingReads } from './held-by-credentials.js'

/**
 * Finding the tokens of many apps, each twice, one app after the other. The second time, what is asked of the store is found as
 * `asked`.
 */
export const keepingTokens = (settings: { readonly cached?: number }): Contender => {
  let counting = countingReads(memoryStore())
  let credentials: Credentials | undefined
  const walk = async (apps: number): Promise<number> => {
    let failed = 0
    for (let number = 0; number < apps; number += 1) {
      const found = await credentials?.get(appSubject(appIdOf(number)))()
      if (found === undefined || rightOf(found) !== tokenOf(appIdOf(number))) failed += 1
    }
    return failed
  }
  return {
    prepare: async ({ calls }) => {
      const records = new Map(await sealedTokens(calls))
      counting = countingReads(memoryStore(systemClock, { ...memoryData(), records }))
      credentials = credentialsOn(counting.store, undefined, settings)
    },
    run: async ({ calls }, pulse) => {
      const failed = await walk(calls)
      pulse()
      const before = counting.reads()
      const failedAgain = await walk(calls)
      const asked = counting.reads() - before
      return { failed: failed + failedAgain, failure: 'another token than the stored one', found: { asked } }
    },
  }
}
