import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type Store } from '@mini-domains/core'
import * as E from 'fp-ts/lib/Either.js'
import { type Failure, failed } from './failure.js'
import { bilingual } from './language.js'
import { problem } from './problem.js'
import type { Surroundings } from './surroundings.js'

const notAFile = (what: { readonly en: string; readonly zh: string }): Failure =>
  failed(
    problem(
      'store',
      bilingual(
        `MINI_DOMAINS_STORE is ${what.en}, not the path of a file`,
        `MINI_DOMAINS_STORE 是${what.zh}，不是文件路径`,
      ),
      bilingual(
        'Give the path of a file on this machine, such as /var/lib/mini-domains/store.db.',
        '请填写本机文件路径，例如 /var/lib/mini-domains/store.db。',
      ),
    ),
  )

// Nothing of an address is told but its scheme: the rest may hold a password.
const wrongPath = (path: string): Failure | undefined => {
  const scheme = /^([a-z][a-z0-9+.-]+):/i.exec(path)?.[1]
  if (scheme !== undefined) return notAFile(bilingual(`an address (${scheme}:)`, `地址（${scheme}:）`))
  if (path.includes('://')) return notAFile(bilingual('an address', '地址'))
  if (path.startsWith('~'))
    return notAFile(bilingual('a path with ~, which no shell has filled in', '含 ~ 的路径（未经 shell 展开）'))
  if (/^(?:\$|%[^%]+%)/.test(path))
    return notAFile(bilingual('a variable that no shell has filled in', '未经 shell 展开的变量'))
  return path.startsWith(':') ? notAFile(bilingual('a name that SQLite keeps for itself', ' SQLite 保留名')) : undefined
}

/**
 * Where the store of tokens is: the file that `MINI_DOMAINS_STORE` names, else `.mini-domains/store.db` beside the config. An
 * address, or a path that a shell should have filled in, is refused.
 */
export const storePath = (environment: Surroundings['environment'], folder: string): E.Either<Failure, string> => {
  const named = (environment['MINI_DOMAINS_STORE'] ?? '').trim()
  if (named === '') return E.right(join(folder, '.mini-domains', 'store.db'))
  const wrong = wrongPath(named)
  return wrong === undefined ? E.right(named) : E.left(wrong)
}

const notOpened = (file: string, reason: string, hint: { readonly en: string; readonly zh: string }): Failure =>
  failed(
    problem(
      'store',
      bilingual(`the store ${file} cannot be opened (${reason})`, `无法打开存储 ${file}（${reason}）`),
      bilingual(
        `${hint.en} Another place can be named with MINI_DOMAINS_STORE.`,
        `${hint.zh}也可用 MINI_DOMAINS_STORE 指定其他位置。`,
      ),
    ),
  )

/**
 * Opens the store beside a config.
 */
export const openStore = async (
  { environment }: Surroundings,
  folder: string,
): Promise<E.Either<Failure, Store>> => {
  const path = storePath(environment, folder)
  if (E.isLeft(path)) return path
  const file = path.right
  const { sqliteStore } = await import('@mini-domains/sqlite')
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  } catch {
    return E.left(notOpened(file, 'unavailable', bilingual('Its folder cannot be made.', '无法创建其目录。')))
  }
  const store = await sqliteStore({ file })()
  return E.isLeft(store) ? E.left(notOpened(file, store.left.reason, store.left.hint)) : store
}
