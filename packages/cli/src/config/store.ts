import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Clock } from '@mini-domains/core'
import type { Store, StoreFailure } from '@mini-domains/core/adapter'
import type * as redisPackage from '@mini-domains/redis'
import * as E from 'fp-ts/lib/Either.js'
import { type Failure, failed, problem } from '../output/problem.js'
import { isYetToCome } from '../io/whole-file.js'
import { bilingual } from '../output/language.js'
import type { Io } from '../io/io.js'

/**
 * What tells where the store of a config is, the folder of the config and its `store:`, and how long it is waited for.
 */
export interface StorePlace {
  readonly folder: string
  readonly store?: string | undefined
  /** Hears each time that Redis is away when something of it is opened, and says whether to try again. Without it that is a failure at once. */
  readonly whileAway?: (failure: StoreFailure) => Promise<boolean>
}

/**
 * The address of a store, as it is opened. `shown` may be printed: it holds no password.
 */
export type StoreAddress =
  | { readonly kind: 'file'; readonly file: string; readonly shown: string }
  | { readonly kind: 'redis'; readonly url: string; readonly prefix: string; readonly shown: string }
  | { readonly kind: 'memory'; readonly shown: string }

type Words = { readonly en: string; readonly zh: string }

const refusedAddress = (source: string, what: Words): Failure =>
  failed(
    problem(
      'store',
      bilingual(`${source} is ${what.en}, not the address of a store`, `${source} 是${what.zh}，不是存储地址`),
      bilingual(
        'Give the path of a file on this machine, such as /var/lib/mini-domains/store.db, or redis://HOST:PORT/DB.',
        '请填写本机文件路径，例如 /var/lib/mini-domains/store.db，或 redis://主机:端口/库号。',
      ),
    ),
  )

// Nothing of an address is shown but its scheme: the rest may hold a password.
const wrongPath = (source: string, path: string): Failure | undefined => {
  const scheme = /^([a-z][a-z0-9+.-]+):/i.exec(path)?.[1]
  const refused = (en: string, zh: string): Failure => refusedAddress(source, bilingual(en, zh))
  if (scheme !== undefined) return refused(`an address of another kind (${scheme}:)`, `其他类型的地址（${scheme}:）`)
  if (path.includes('://')) return refused('an address without a scheme', '缺少协议的地址')
  // `user:password@host:port` lacks its redis://; as a path it would be a file with a password in its name.
  if (/^[^/\\]*:[^/]*@/.test(path)) return refused('an address without a scheme', '缺少协议的地址')
  if (path.startsWith('~'))
    return refused('a path with ~, which no shell has filled in', '含 ~ 的路径（未经 shell 展开）')
  if (/^(?:\$|%[^%]+%)/.test(path)) return refused('a variable that no shell has filled in', '未经 shell 展开的变量')
  return path.startsWith(':') ? refused('a name that SQLite keeps for itself', ' SQLite 保留名') : undefined
}

const fileAt = (folder: string, path: string): StoreAddress => {
  const file = resolve(folder, path)
  return { kind: 'file', file, shown: file }
}

const ofFileUrl = (source: string, folder: string, text: string): E.Either<Failure, StoreAddress> => {
  if (!text.startsWith('file://')) return E.right(fileAt(folder, text.slice('file:'.length)))
  return E.tryCatch(
    () => fileAt(folder, fileURLToPath(text)),
    () => refusedAddress(source, bilingual('a file: address of another machine', '指向其他机器的 file: 地址')),
  )
}

const defaultPrefix = 'mini-domains'

const ofRedis = (source: string, text: string): E.Either<Failure, StoreAddress> => {
  if (!URL.canParse(text))
    return E.left(refusedAddress(source, bilingual('a redis: address that cannot be read', '无法解析的 redis: 地址')))
  const url = new URL(text)
  // Without its two slashes an address has no host, and what was meant to be one, with its password, stands in its path.
  if (url.host === '' || !/^(?:\/\d*)?$/.test(url.pathname))
    return E.left(refusedAddress(source, bilingual('a redis: address that cannot be read', '无法解析的 redis: 地址')))
  const prefix = url.searchParams.get('prefix') ?? defaultPrefix
  url.searchParams.delete('prefix')
  return E.right({ kind: 'redis', url: url.href, prefix, shown: `${url.protocol}//${url.host}${url.pathname}` })
}

/** Where the address comes from, the address itself, and the folder from which a path in it is looked for. */
const named = (environment: Io['environment'], { folder, store }: StorePlace, at: string) => {
  const variable = (environment['MINI_DOMAINS_STORE'] ?? '').trim()
  if (variable !== '') return { source: 'MINI_DOMAINS_STORE', text: variable, from: at }
  return { source: 'store:', text: (store ?? '').trim(), from: folder }
}

/**
 * The address of the store: what `MINI_DOMAINS_STORE` says, else `store:` in the config, else the file `.mini-domains/store.db` beside the
 * config. `redis://…`, `rediss://…`, `memory:`, `file:…` and plain paths are addresses; anything else is refused, never taken for a path.
 */
export const storeAddress = (
  { environment, folder: at }: Pick<Io, 'environment' | 'folder'>,
  place: StorePlace,
): E.Either<Failure, StoreAddress> => {
  const { source, text, from } = named(environment, place, at)
  if (text === '') return E.right(fileAt(place.folder, join('.mini-domains', 'store.db')))
  if (text === 'memory:') return E.right({ kind: 'memory', shown: 'memory:' })
  if (/^rediss?:/i.test(text)) return ofRedis(source, text)
  if (/^file:/i.test(text)) return ofFileUrl(source, from, text)
  const wrong = wrongPath(source, text)
  return wrong === undefined ? E.right(fileAt(from, text)) : E.left(wrong)
}

const reasonsInChinese: Readonly<Record<StoreFailure['reason'], string>> = {
  unavailable: '不可用',
  full: '空间不足',
  corrupt: '内容损坏',
  'wrong-key': '密钥不符',
}

/**
 * The failure of a store that could not be opened. What is shown of its address holds no password.
 */
export const notOpened = (shown: string, reason: StoreFailure['reason'], hint: Words): Failure =>
  failed(
    problem(
      'store',
      bilingual(
        `the store ${shown} cannot be opened (${reason})`,
        `无法打开存储 ${shown}（${reasonsInChinese[reason]}）`,
      ),
      bilingual(
        `${hint.en} Another store can be named with store: in the config, or with MINI_DOMAINS_STORE.`,
        `${hint.zh}也可用配置中的 store: 或环境变量 MINI_DOMAINS_STORE 指定其他存储。`,
      ),
    ),
  )

const openFile = async (file: string, clock: Clock): Promise<E.Either<StoreFailure, Store>> => {
  const { sqliteStore } = await import('@mini-domains/sqlite')
  return sqliteStore({ file, clock })()
}

/**
 * Opens something on Redis, as often as its place wants it where that is away. What waiting does not help, a wrong password for one, is a failure at once.
 */
export const openedOnRedis = async <A>(
  { whileAway }: Pick<StorePlace, 'whileAway'>,
  open: (redis: typeof redisPackage) => Promise<E.Either<StoreFailure, A>>,
): Promise<E.Either<StoreFailure, A>> => {
  const redis = await import('@mini-domains/redis')
  for (;;) {
    const opened = await open(redis)
    if (E.isRight(opened) || !redis.isAway(opened.left) || whileAway === undefined) return opened
    if (!(await whileAway(opened.left))) return opened
  }
}

const opened = async (
  address: StoreAddress,
  place: StorePlace,
  clock: Clock,
): Promise<E.Either<StoreFailure, Store>> => {
  switch (address.kind) {
    case 'file':
      return openFile(address.file, clock)
    case 'redis':
      return openedOnRedis(place, ({ redisStore }) => redisStore({ url: address.url, prefix: address.prefix, clock })())
    case 'memory': {
      const { memoryStore } = await import('@mini-domains/core/adapter')
      return E.right(memoryStore(clock))
    }
  }
}

/**
 * Opens the store of a config.
 */
export const openStore = async (io: Io, place: StorePlace): Promise<E.Either<Failure, Store>> => {
  const address = storeAddress(io, place)
  if (E.isLeft(address)) return address
  const store = await opened(address.right, place, io.clock)
  return E.isLeft(store) ? E.left(notOpened(address.right.shown, store.left.reason, store.left.hint)) : store
}

/**
 * Opens the store of a config, works with it, and closes it whatever happens.
 */
export const withStore = async <A>(
  io: Io,
  place: StorePlace,
  work: (store: Store) => Promise<A>,
): Promise<E.Either<Failure, A>> => {
  const store = await openStore(io, place)
  if (E.isLeft(store)) return store
  try {
    return E.right(await work(store.right))
  } finally {
    await store.right.close()
  }
}

/**
 * The same for work that only reads: a file that is not there yet is not made, and there is no store then.
 */
export const withStoreToRead = async <A>(
  io: Io,
  place: StorePlace,
  work: (store: Store | undefined) => Promise<A>,
): Promise<E.Either<Failure, A>> => {
  const address = storeAddress(io, place)
  if (E.isLeft(address)) return address
  if (address.right.kind === 'file' && (await isYetToCome(address.right.file))) return E.right(await work(undefined))
  return withStore(io, place, work)
}
