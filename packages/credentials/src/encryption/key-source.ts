import { type InvalidConfig, invalidConfig } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import { type KeySource, environmentKeys, readKeys } from './key.js'
import { type Keyring, keyring } from './keyring.js'

/**
 * Where the key of a store is taken from.
 */
export interface KeyOptions {
  /** Encrypts what is stored; the environment's `MINI_DOMAINS_KEY` by default. */
  readonly key?: KeySource
  /** Where the key is looked for; the process's environment by default. */
  readonly environment?: Readonly<Record<string, string | undefined>>
}

const noKey = {
  path: 'key',
  expected: 'base64 of 32 bytes in MINI_DOMAINS_KEY or in the key option (openssl rand -base64 32)',
  found: 'nothing',
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
  return E.left(invalidConfig(whose, [{ path: 'key', expected: keys.left, found: 'something else' }]))
}
