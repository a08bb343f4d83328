import { type Kind, type ListedDomains } from '@mini-domains/core'
import { type Store, type StoreFailure, type StoreWrite } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { type ListAddress, listNames } from '../lists/list-address.js'
import { decodeRecord, keyPart, listPath, recordWrite } from './record.js'
import { contended } from './record-failure.js'

const KindLists = t.record(t.string, t.readonlyArray(t.string))

/**
 * A list as it was last observed: at which moment (milliseconds since 1970), whether it was read or is what a write left, and its
 * domains by kind. `testing` and `published` are there for a pool that has two versions.
 */
export const Observation = t.readonly(
  t.intersection([
    t.type({ format: t.literal(1), at: t.number, from: t.keyof({ read: null, write: null }), domains: KindLists }),
    t.partial({ testing: KindLists, published: KindLists }),
  ]),
)

/**
 * A list as it was last observed.
 */
export type Observation = t.TypeOf<typeof Observation>

/**
 * The key of the last observation of a list.
 */
export const observationKey = (address: ListAddress): string => `observed/${listPath(address)}`

const observedApps = (vendor: string): string => `observed/${keyPart(vendor)}/app/`

const listsOf = (set: Readonly<Record<string, unknown>>): t.TypeOf<typeof KindLists> =>
  Object.fromEntries(Object.entries(set).flatMap(([kind, list]) => (t.array(t.string).is(list) ? [[kind, list]] : [])))

/**
 * Makes the observation of a list that was read, or that a write left.
 */
export const observationOf = (listed: ListedDomains<Kind>, at: number, from: Observation['from']): Observation => {
  const { versions, domains } = listed
  return {
    format: 1,
    at,
    from,
    domains: listsOf(domains),
    ...(versions === undefined ? {} : { testing: listsOf(versions.testing) }),
    ...(versions?.published === undefined ? {} : { published: listsOf(versions.published) }),
  }
}

/**
 * The write that keeps an observation, as a part of a transaction: the list's record, over whatever is there. None where a later observation
 * is there already.
 */
export const observationWrites = async (
  store: Pick<Store, 'get'>,
  address: ListAddress,
  observation: Observation,
  now: number,
): Promise<E.Either<StoreFailure, ReadonlyArray<StoreWrite>>> => {
  const key = observationKey(address)
  const found = await store.get(key)()
  if (E.isLeft(found)) return found
  if (found.right === undefined) return E.right([recordWrite(key, observation, 0)])
  const before = decodeRecord(Observation, key, found.right)
  // One of the future was made before the clock was set back: it is older.
  const isLater = E.isRight(before) && before.right.at > observation.at && before.right.at <= now
  return E.right(isLater ? [] : [recordWrite(key, observation, found.right.version)])
}

const attempts = 20

/**
 * Keeps an observation of a list. Replaces an older one and a damaged one; a later one, of another process, stays.
 */
export const keepObservation = async (
  store: Store,
  address: ListAddress,
  observation: Observation,
  now: number,
): Promise<E.Either<StoreFailure, void>> => {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const writes = await observationWrites(store, address, observation, now)
    if (E.isLeft(writes)) return writes
    if (writes.right.length === 0) return E.right(undefined)
    const done = await store.transact(writes.right)()
    if (E.isLeft(done)) return done
    if (done.right._tag === 'Committed') return E.right(undefined)
  }
  return E.left(contended)
}

/**
 * Reads the last observation of a list; `undefined` where there was none.
 */
export const lastObservation = async (
  store: Pick<Store, 'get'>,
  address: ListAddress,
): Promise<E.Either<StoreFailure, Observation | undefined>> => {
  const key = observationKey(address)
  const found = await store.get(key)()
  if (E.isLeft(found)) return found
  return found.right === undefined ? E.right(undefined) : decodeRecord(Observation, key, found.right)
}

/**
 * Gives the next known apps of a vendor, those of which a list was ever observed, in the order of the store, after an app; at most `limit` of them.
 * None means the end.
 */
export const knownApps = async (
  store: Pick<Store, 'keys'>,
  vendor: string,
  { limit, after }: { readonly limit: number; readonly after?: string },
): Promise<E.Either<StoreFailure, ReadonlyArray<string>>> => {
  const prefix = observedApps(vendor)
  // After the last of its lists.
  const from = after === undefined ? '' : `${prefix}${keyPart(after)}/~`
  const keys = await store.keys(prefix, from, limit * listNames.length)()
  return E.map((found: ReadonlyArray<string>) => {
    const apps = new Set(found.map((key) => key.slice(prefix.length, key.lastIndexOf('/'))))
    return [...apps].slice(0, limit).map(decodeURIComponent)
  })(keys)
}
