import { type Bilingual } from '@mini-domains/core'
import { type Store, type StoreFailure, bilingual } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import { randomUUID } from 'node:crypto'
import { RunRecord, decodeRecord, runKey } from './record.js'

/**
 * Who carries a plan out, as far as that is known: the machine and the process, and since when (milliseconds since 1970, by the clock of
 * that machine). In a container the machine is its id.
 */
export interface RunHolder {
  readonly host?: string
  readonly pid?: number
  readonly since: number
}

/**
 * Reads who opened the run of a plan last; `undefined` where nobody has, or what is kept of it cannot be read.
 */
export const lastHolder = async (store: Pick<Store, 'get'>, plan: string): Promise<RunHolder | undefined> => {
  const key = runKey(plan)
  const found = await store.get(key)()
  if (E.isLeft(found) || found.right === undefined) return undefined
  const record = decodeRecord(RunRecord, key, found.right)
  return E.isLeft(record) ? undefined : { since: record.right.openedAt, ...record.right.by }
}

/** For so short a time that whoever wants the lock meanwhile waits for a moment at most. */
const lookMs = 50

/**
 * Tells who carries a plan out now; `undefined` where nobody does. One whose process died counts until its lock has run out.
 */
export const runHolder = async (
  store: Pick<Store, 'get' | 'acquire' | 'release'>,
  plan: string,
): Promise<E.Either<StoreFailure, RunHolder | undefined>> => {
  const free = await store.acquire(runKey(plan), randomUUID(), lookMs)()
  if (E.isLeft(free)) return free
  if (free.right === undefined) return E.right((await lastHolder(store, plan)) ?? { since: 0 })
  await store.release(free.right)()
  return E.right(undefined)
}

/**
 * Names who holds a plan: the machine, the process and since when (ISO 8601), or another process where that is not known.
 */
export const holderName = (holder: RunHolder | undefined): Bilingual => {
  const { host, pid, since = 0 } = holder ?? {}
  if (host === undefined || pid === undefined) return bilingual('another process', '另一进程')
  const at = new Date(since).toISOString()
  return bilingual(`process ${pid} on ${host} (since ${at})`, `${host} 上的进程 ${pid}（自 ${at}）`)
}
