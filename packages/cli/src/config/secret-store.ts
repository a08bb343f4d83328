import { type StoreFailure, messageOf } from '@mini-domains/core/adapter'
import type { SecretStore } from '@mini-domains/credentials'
import * as E from 'fp-ts/lib/Either.js'
import { type Failure, type Problem, failed, problem } from '../output/problem.js'
import { bilingual } from '../output/language.js'
import { type StorePlace, openStore } from './store.js'
import type { Io } from '../io/io.js'

const noKey: Problem = problem(
  'credentials',
  bilingual(
    'MINI_DOMAINS_KEY is not set: secrets in the store are encrypted with it',
    '未设置 MINI_DOMAINS_KEY：存储中的机密以它加密',
  ),
  bilingual(
    'Set the one that the store was filled with; a new one is made by: export MINI_DOMAINS_KEY="$(openssl rand -base64 32)"',
    '请设为写入存储时所用的密钥；新建：export MINI_DOMAINS_KEY="$(openssl rand -base64 32)"',
  ),
)

const badKey: Problem = problem(
  'credentials',
  bilingual('MINI_DOMAINS_KEY is not a valid key', 'MINI_DOMAINS_KEY 不是有效的密钥'),
  bilingual(
    'A key is base64 of 32 bytes: openssl rand -base64 32. MINI_DOMAINS_PREVIOUS_KEYS has such keys too, with commas.',
    '密钥为 32 字节的 base64：openssl rand -base64 32；MINI_DOMAINS_PREVIOUS_KEYS 亦然，以逗号分隔。',
  ),
)

/**
 * A failure of the store, as a problem.
 */
export const storeProblem = (failure: StoreFailure): Problem => problem('store', messageOf(failure), failure.hint)

/**
 * Opens the secrets of the store beside a config, works with them, and closes the store whatever happens.
 */
export const withSecrets = async <A>(
  io: Io,
  place: StorePlace,
  work: (secrets: SecretStore) => Promise<E.Either<Failure, A>>,
): Promise<E.Either<Failure, A>> => {
  const { environment, clock } = io
  if ((environment['MINI_DOMAINS_KEY'] ?? '').trim() === '') return E.left(failed(noKey))
  const store = await openStore(io, place)
  if (E.isLeft(store)) return store
  try {
    const { secretStore } = await import('@mini-domains/credentials')
    const secrets = secretStore({ store: store.right, environment, clock })
    return E.isLeft(secrets) ? E.left(failed(badKey)) : await work(secrets.right)
  } finally {
    await store.right.close()
  }
}
