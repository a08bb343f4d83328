import { type Clock, systemClock } from '@mini-domains/core'
import {
  type InvalidConfig,
  type StoreFailure,
  type StoredRecord,
  type Store,
  bilingual,
  messageFields,
} from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as t from 'io-ts'
import { type KeyOptions, keyringOf } from './keyring.js'
import { type Keyring } from './keyring.js'
import { retryingStore } from '../records/retrying-store.js'
import { encryptedRecords } from './encrypted-records.js'

/**
 * Secrets by name in a store, such as a platform's app secret: encrypted as tokens are, with the same key.
 */
export interface SecretStore {
  /** Gives a secret; `undefined` where there is none of this name. */
  readonly get: (name: string) => TE.TaskEither<StoreFailure, string | undefined>
  /** Stores a secret, in place of the one that was there. Once it resolves to Right, it is durable. */
  readonly put: (name: string, secret: string) => TE.TaskEither<StoreFailure, void>
  /** Deletes a secret, even one that cannot be read any more. Says whether there was one. */
  readonly remove: (name: string) => TE.TaskEither<StoreFailure, boolean>
  /** The names of all secrets, in order. */
  readonly names: TE.TaskEither<StoreFailure, ReadonlyArray<string>>
}

/**
 * The options of a secret store: a store, and the key that its records are encrypted with.
 */
export interface SecretStoreOptions extends KeyOptions {
  readonly store: Store
  readonly clock?: Clock
  /** How long a call of the store is retried while it is unavailable. Default 3,000 ms. */
  readonly storeRetryMs?: number
}

const SecretRecord = t.readonly(t.type({ secret: t.union([t.string, t.null]) }))

type SecretRecord = t.TypeOf<typeof SecretRecord>

const noSecret: SecretRecord = { secret: null }

const prefix = 'secret/'

// Encoded, so that a name has no slash: records of a vendor that is called "secret" have a second one.
const keyOf = (name: string): E.Either<StoreFailure, string> =>
  name === '' || /\p{Surrogate}/u.test(name) ? E.left(noName) : E.right(`${prefix}${encodeURIComponent(name)}`)

const noName: StoreFailure = {
  _tag: 'StoreFailure',
  reason: 'corrupt',
  ...messageFields(
    'the name of a secret is text that is not empty and well-formed',
    '机密的名称应为非空且格式正确的文本',
  ),
  hint: bilingual('Give the secret another name.', '请为该机密换一个名称。'),
}

const isOfSecret = (key: string): boolean => !key.slice(prefix.length).includes('/')

const atOnce = 200

const namesIn = async (store: Store): Promise<E.Either<StoreFailure, ReadonlyArray<string>>> => {
  const names: Array<string> = []
  for (let after: string | undefined = ''; after !== undefined;) {
    const keys: E.Either<StoreFailure, ReadonlyArray<string>> = await store.keys(prefix, after, atOnce)()
    if (E.isLeft(keys)) return keys
    for (const key of keys.right.filter(isOfSecret)) names.push(decodeURIComponent(key.slice(prefix.length)))
    after = keys.right.at(-1)
  }
  return E.right(names)
}

const removeFrom = async (store: Store, key: string): Promise<E.Either<StoreFailure, boolean>> => {
  for (;;) {
    const found: E.Either<StoreFailure, StoredRecord | undefined> = await store.get(key)()
    if (E.isLeft(found)) return found
    if (found.right === undefined) return E.right(false)
    const removed = await store.remove(key, found.right.version)()
    if (E.isLeft(removed) || removed.right) return removed
  }
}

const assemble = (store: Store, keys: Keyring): SecretStore => {
  const records = encryptedRecords(store, keys, SecretRecord, noSecret)
  const under = (name: string): TE.TaskEither<StoreFailure, string> => TE.fromEither(keyOf(name))
  return {
    get: (name) =>
      pipe(
        under(name),
        TE.chain((key) => () => records.read(key)),
        TE.map(({ value }) => value.secret ?? undefined),
      ),
    put: (name, secret) =>
      pipe(
        under(name),
        TE.chain((key) => () => records.update(key, () => ({ secret }))),
        TE.map(() => undefined),
      ),
    remove: (name) =>
      pipe(
        under(name),
        TE.chain((key) => () => removeFrom(store, key)),
      ),
    names: () => namesIn(store),
  }
}

/**
 * Opens the secrets of a store. The left is a key that is missing or invalid.
 */
export const secretStore = (options: SecretStoreOptions): E.Either<InvalidConfig, SecretStore> => {
  const store = retryingStore(options.store, options.clock ?? systemClock, options.storeRetryMs ?? 3_000)
  return E.map((keys: Keyring) => assemble(store, keys))(keyringOf(options, 'secrets'))
}
