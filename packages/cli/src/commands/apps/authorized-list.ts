import type { DomainError } from '@mini-domains/core'
import type { AppId } from '@mini-domains/core/adapter'
import type { Credentials } from '@mini-domains/credentials'
import * as E from 'fp-ts/lib/Either.js'

/**
 * What a vendor's list of authorised apps came to.
 */
export interface AuthorizedList {
  /** By their ids: the name, empty where the list tells none. */
  readonly apps: ReadonlyMap<AppId, string>
  /** How many rows name no app that can be read. */
  readonly unreadable: number
  /** Whether accounts that are no mini programs may be among the apps. */
  readonly hasOthers: boolean
  /** Whether it kept still while it was read: else an app may have slipped between two pages. */
  readonly isSteady: boolean
}

interface Reading extends Omit<AuthorizedList, 'apps'> {
  readonly rows: number
  readonly total: number
}

type Page = NonNullable<Credentials['authorizedApps']>

type Unread = DomainError | 'stopped'

// One that is read in vain is read once more: two readings that agree have found a count that is off, and not a change.
const mostReadings = 2

const agree = (one: Reading | undefined, other: Reading): boolean =>
  other.rows > 0 && one?.rows === other.rows && one.total === other.total

const readInto = async (
  apps: Map<AppId, string>,
  page: Page,
  stop: AbortSignal,
  seen: (rows: number) => void,
): Promise<E.Either<Unread, Reading>> => {
  const totals = new Set<number>()
  let rows = 0
  let unreadable = 0
  let hasOthers = false
  let from: string | undefined
  do {
    if (stop.aborted) return E.left('stopped')
    const got = await page(from)()
    if (E.isLeft(got)) return got
    for (const { appId, name } of got.right.apps) apps.set(appId, name ?? '')
    rows += got.right.apps.length + got.right.unreadable
    unreadable += got.right.unreadable
    hasOthers ||= got.right.hasOthers
    totals.add(got.right.total)
    seen(rows)
    from = got.right.next
  } while (from !== undefined)
  const [total = rows] = totals
  return E.right({ rows, total, unreadable, hasOthers, isSteady: totals.size === 1 && total === rows })
}

/**
 * Reads the whole list of the apps that merchants have authorised. One that changed while it was read is read once more, and what either
 * reading met counts.
 */
export const readAuthorized = async (
  page: Page,
  stop: AbortSignal,
  seen: (rows: number) => void,
): Promise<E.Either<Unread, AuthorizedList>> => {
  const apps = new Map<AppId, string>()
  let before: Reading | undefined
  for (let readings = 1; ; readings += 1) {
    const reading = await readInto(apps, page, stop, seen)
    if (E.isLeft(reading)) return reading
    const isSteady = reading.right.isSteady || agree(before, reading.right)
    if (isSteady || readings === mostReadings) {
      const { unreadable, hasOthers } = reading.right
      return E.right({ apps, unreadable, hasOthers, isSteady })
    }
    before = reading.right
  }
}
