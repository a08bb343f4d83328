import { type Bilingual } from '@mini-domains/core'
import {
  type ConfigIssue,
  type InvalidConfig,
  type StoreFailure,
  bilingual,
  invalidConfig,
  messageFields,
} from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import { type KeySource, type Keys, environmentKeys, readKeys } from './key.js'

/**
 * Gives the keys, which may have to be fetched first.
 */
export type Keyring = () => E.Either<StoreFailure, Keys> | Promise<E.Either<StoreFailure, Keys>>

const unusable = (en: string, zh: string): StoreFailure => ({
  _tag: 'StoreFailure',
  reason: 'wrong-key',
  ...messageFields(en, zh),
  hint: bilingual(
    'Give the key as base64 of 32 bytes, in MINI_DOMAINS_KEY or in the key option.',
    '请以 32 字节的 base64 形式提供密钥（环境变量 MINI_DOMAINS_KEY 或 key 选项）。',
  ),
})

const read = (texts: Parameters<typeof readKeys>[0]): E.Either<StoreFailure, Keys> =>
  E.mapLeft(({ en, zh }: Bilingual) => unusable(`the encryption key is not ${en}`, `加密密钥不是 ${zh}`))(
    readKeys(texts),
  )

/**
 * Makes a keyring. Keys that a function gives are asked for once; where it fails, the next use asks again.
 */
const keyring = (source: KeySource): Keyring => {
  if (typeof source !== 'function') {
    const keys = read(source)
    return () => keys
  }
  let known: E.Either<StoreFailure, Keys> | undefined
  const fetch = async (): Promise<E.Either<StoreFailure, Keys>> => {
    try {
      const keys = read(await source())
      if (E.isRight(keys)) known = keys
      return keys
    } catch {
      // What was thrown may hold a secret, so only the fact is reported.
      return E.left(unusable('the callback for the encryption key failed', '获取加密密钥的回调失败'))
    }
  }
  return () => known ?? fetch()
}

/**
 * Where the key of a store is taken from.
 */
export interface KeyOptions {
  /** Encrypts what is stored; the environment's `MINI_DOMAINS_KEY` by default. */
  readonly key?: KeySource
  /** Where the key is looked for; the process's environment by default. */
  readonly environment?: Readonly<Record<string, string | undefined>>
}

const noKey: ConfigIssue = {
  path: 'key',
  expected: bilingual(
    'base64 of 32 bytes in MINI_DOMAINS_KEY or in the key option (openssl rand -base64 32)',
    '32 字节的 base64，写在 MINI_DOMAINS_KEY 或 key 选项中（openssl rand -base64 32）',
  ),
  found: bilingual('nothing', '空'),
}

/**
 * Finds the keys. One that is missing, or is no key, is refused at once, on behalf of `whose`: a vendor, say.
 */
export const keyringOf = (
  { key, environment = process.env }: KeyOptions,
  whose: string,
): E.Either<InvalidConfig, Keyring> => {
  const source = key ?? environmentKeys(environment)
  if (source === undefined) return E.left(invalidConfig(whose, [noKey]))
  if (typeof source === 'function') return E.right(keyring(source))
  const keys = readKeys(source)
  if (E.isRight(keys)) return E.right(keyring(source))
  return E.left(
    invalidConfig(whose, [{ path: 'key', expected: keys.left, found: bilingual('something else', '其他内容') }]),
  )
}
