import { appSubject } from '@mini-domains/core'
import { type Store, type StoredRecord } from '@mini-domains/core/adapter'
import { type Credentials } from '@mini-domains/credentials'
import { type Contender, calling } from '../../contender.js'
import { tokenOf } from '../../traffic.js'
import { rightOf } from '../provider.js'
import { appIdOf, credentialsOn, sealedTokens } from './sealed-tokens.js'

/**
 * Puts sealed records into an empty store.
 */
export const fill = async (store: Store, records: ReadonlyMap<string, StoredRecord>): Promise<Store> => {
  for (const [name, { value }] of records) rightOf(await store.put(name, value, 0)())
  return store
}

/**
 * The first look-up of each app's token in a process that has just begun: out of a store, decrypted. A token that does not come
 * from there is a failure.
 */
export const firstTokens = (
  stored: (records: ReadonlyMap<string, StoredRecord>) => Store | Promise<Store>,
): Contender => {
  let store: Store | undefined
  let credentials: Credentials | undefined
  const find = async (_: number, number: number): Promise<void> => {
    const appId = appIdOf(number)
    const found = await credentials?.get(appSubject(appId))()
    if (found === undefined || rightOf(found) !== tokenOf(appId)) throw new Error('the stored token was to be found')
  }
  return {
    prepare: async ({ calls }) => {
      store ??= await stored(await sealedTokens(calls))
      credentials = credentialsOn(store)
    },
    run: calling(find).run,
  }
}
