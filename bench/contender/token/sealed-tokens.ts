import { appSubject, systemClock } from '@mini-domains/core'
import { type StoredRecord, type TokenExchange, type Store, memoryData, memoryStore } from '@mini-domains/core/adapter'
import { type Credentials, type ImportRow, createCredentials } from '@mini-domains/credentials'
import { tokenOf } from '../../traffic.js'
import { freeExchange } from './free-exchange.js'
import { rightOf } from '../provider.js'

/**
 * The key that records are sealed with.
 */
export const key = Buffer.alloc(32, 1)

/**
 * The id of an app by its number, as long as an id of WeChat.
 */
export const appIdOf = (number: number): string => `wx${number.toString(16).padStart(16, '0')}`

/**
 * Credentials over a store, with the settings they have by default. Whoever has to ask their vendor gets another token than
 * the stored one.
 */
export const credentialsOn = (
  store: Store,
  exchange: TokenExchange = freeExchange(() => 'not the stored one'),
  more: { readonly cached?: number } = {},
): Credentials => rightOf(createCredentials({ exchange, store, key: { current: key.toString('base64') }, ...more }))

/**
 * The rows of an import for so many apps.
 */
export function* importRows(apps: number): Generator<ImportRow> {
  for (let number = 0; number < apps; number += 1)
    yield { appId: appIdOf(number), refreshToken: `refreshtoken@@@${appIdOf(number)}`, gotAt: 1_700_000_000_000 }
}

/**
 * What credentials store for so many apps once each has a valid token: the records of the store by their names, sealed.
 */
export const sealedTokens = async (apps: number): Promise<ReadonlyMap<string, StoredRecord>> => {
  const data = memoryData()
  const credentials = credentialsOn(memoryStore(systemClock, data), freeExchange(tokenOf))
  rightOf(await credentials.accept({ _tag: 'Ticket', ticket: 'ticket', createdAt: 1 })())
  rightOf(await credentials.importRefreshTokens(importRows(apps))())
  for (let number = 0; number < apps; number += 1) rightOf(await credentials.get(appSubject(appIdOf(number)))())
  return data.records
}

/**
 * The names of the records of apps, in the order of their numbers, among the names of a store.
 */
export const appNames = (records: ReadonlyMap<string, StoredRecord>): ReadonlyArray<string> =>
  [...records.keys()].filter((name) => name.includes('/app/')).sort()
