import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type TokenStore } from '@mini-domains/core'
import * as E from 'fp-ts/lib/Either.js'
import { type Failure, failed } from './failure.js'
import { bilingual } from './language.js'
import { problem } from './problem.js'
import type { Surroundings } from './surroundings.js'

/**
 * Where the store of tokens is: `MINI_DOMAINS_STORE`, else `.mini-domains/store.db` beside the config.
 */
export const storePath = (environment: Surroundings['environment'], folder: string): string =>
  environment['MINI_DOMAINS_STORE'] ?? join(folder, '.mini-domains', 'store.db')

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
): Promise<E.Either<Failure, TokenStore>> => {
  const { sqliteStore } = await import('@mini-domains/sqlite')
  const file = storePath(environment, folder)
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  } catch {
    return E.left(notOpened(file, 'unavailable', bilingual('Its folder cannot be made.', '无法创建其目录。')))
  }
  const store = await sqliteStore({ file })()
  return E.isLeft(store) ? E.left(notOpened(file, store.left.reason, store.left.hint)) : store
}
