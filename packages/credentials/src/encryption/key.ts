import { type Bilingual } from '@mini-domains/core'
import { bilingual } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import { createHash } from 'node:crypto'

/**
 * An encryption key, and the name under which sealed records remember it.
 */
export interface Key {
  readonly id: string
  readonly bytes: Buffer
}

/**
 * The keys as a program gives them: base64 of 32 bytes each. `previous` are read, never written with.
 */
export interface KeyTexts {
  readonly current: string
  readonly previous?: ReadonlyArray<string>
}

/**
 * Where keys come from: themselves, or a function that fetches them (from a key service, say) when they are first needed.
 */
export type KeySource = KeyTexts | (() => KeyTexts | Promise<KeyTexts>)

/**
 * The keys, read.
 */
export interface Keys {
  readonly current: Key
  readonly all: ReadonlyMap<string, Key>
}

const base64 = /^[A-Za-z0-9+/_-]{43}=?$/

const aKey = bilingual('base64 of 32 bytes (openssl rand -base64 32)', '32 字节的 base64（openssl rand -base64 32）')

const keyOf = (text: string): E.Either<Bilingual, Key> => {
  const trimmed = text.trim()
  const bytes = Buffer.from(trimmed, 'base64')
  if (!base64.test(trimmed) || bytes.length !== 32) return E.left(aKey)
  return E.right({
    id: createHash('sha256').update('mini-domains key').update(bytes).digest('hex').slice(0, 12),
    bytes,
  })
}

/**
 * Reads keys. The left says what was expected, and never what was found.
 */
export const readKeys = ({ current, previous = [] }: KeyTexts): E.Either<Bilingual, Keys> => {
  const all = new Map<string, Key>()
  const first = keyOf(current)
  if (E.isLeft(first)) return first
  for (const key of [first, ...previous.map(keyOf)]) {
    if (E.isLeft(key)) return key
    all.set(key.right.id, key.right)
  }
  return E.right({ current: first.right, all })
}

/**
 * Takes the keys from an environment: `MINI_DOMAINS_KEY`, and `MINI_DOMAINS_PREVIOUS_KEYS` (separated by commas) while the
 * key is being changed. `undefined` where there is none.
 */
export const environmentKeys = (environment: Readonly<Record<string, string | undefined>>): KeyTexts | undefined => {
  const current = environment['MINI_DOMAINS_KEY'] ?? ''
  if (current.trim() === '') return undefined
  const previous = (environment['MINI_DOMAINS_PREVIOUS_KEYS'] ?? '').split(',').filter((text) => text.trim() !== '')
  return { current, previous }
}
