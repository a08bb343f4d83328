import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as t from 'io-ts'
import { type Lease, type StoreFailure } from '@mini-domains/core/adapter'
import { type Connection } from '../file/connection.js'
import { fromBytes, nextNumber, toBytes } from './text.js'

// A lease that has more time left than it ever asked for was taken before the clock was set back: it has run out.
const clockSlackMs = 1000

const held = `until > ? and until - ? <= ttl + ${clockSlackMs}`

/**
 * Tells whether a lease is held under its fence.
 */
export const holdsLease = (connection: Connection, nowMs: number, { name, fence }: Lease): boolean =>
  connection.get(`select fence from lease where name = ? and fence = ? and ${held}`, [
    toBytes(name),
    fence,
    nowMs,
    nowMs,
  ]) !== undefined

const OwnerRow = t.type({ owner: t.unknown })

const holderOf = (connection: Connection, name: string, nowMs: number): E.Either<StoreFailure, string | undefined> => {
  const row = connection.get(`select owner from lease where name = ? and ${held}`, [toBytes(name), nowMs, nowMs])
  return row === undefined ? E.right(undefined) : fromBytes(OwnerRow.is(row) ? row.owner : undefined)
}

/**
 * Takes a lease unless another owner holds it. Must stand inside a transaction.
 */
export const acquireLease = (
  connection: Connection,
  nowMs: number,
  { name, owner, ttlMs }: { readonly name: string; readonly owner: string; readonly ttlMs: number },
): E.Either<StoreFailure, Lease | undefined> => {
  const holder = holderOf(connection, name, nowMs)
  if (E.isLeft(holder)) return holder
  if (holder.right !== undefined && holder.right !== owner) return E.right(undefined)
  return pipe(
    nextNumber(connection, nowMs),
    E.map((fence) => {
      connection.get('insert or replace into lease (name, owner, fence, ttl, until) values (?, ?, ?, ?, ?)', [
        toBytes(name),
        toBytes(owner),
        fence,
        ttlMs,
        nowMs + ttlMs,
      ])
      return { name, owner, fence }
    }),
  )
}

/**
 * Prolongs a lease that is still held under its fence.
 */
export const renewLease = (
  connection: Connection,
  nowMs: number,
  { name, fence }: Lease,
  ttlMs: number,
): E.Either<StoreFailure, boolean> =>
  E.right(
    connection.get(`update lease set ttl = ?, until = ? where name = ? and fence = ? and ${held} returning fence`, [
      ttlMs,
      nowMs + ttlMs,
      toBytes(name),
      fence,
      nowMs,
      nowMs,
    ]) !== undefined,
  )

/**
 * Gives a lease back.
 */
export const releaseLease = (connection: Connection, { name, fence }: Lease): E.Either<StoreFailure, void> => {
  connection.get('delete from lease where name = ? and fence = ?', [toBytes(name), fence])
  return E.right(undefined)
}
