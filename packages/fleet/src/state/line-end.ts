import { type Lease, type Store, type StoreEntry, type StoreFailure, type StoreWrite } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { type EndNote } from '../apply/apply-event.js'
import { type ChangeRecord, EndDetail, KeptStatus, decodeRecord, endKey, endPrefix } from './record.js'
import { damagedRecord, takenOver } from './record-failure.js'

/**
 * How a line of a plan ended: all that a report tells of it, whatever process carried it out.
 */
export interface LineEnd extends EndNote {
  /** The version of the line's record that says so; the `again` of a `LineWork` names it to have the line tried once more. */
  readonly version: number
  /** The signal ended a wait: the line is not over, nothing was announced, and another process may go on with it. */
  readonly stopped?: true
}

/**
 * The end of a line, by its number in the plan (from 0), that another process carried out.
 */
export interface AnnouncedEnd {
  readonly n: number
  readonly end: LineEnd
}

const Announcement = t.readonly(
  t.intersection([t.type({ status: t.union([KeptStatus, t.literal('unknown')]) }), EndDetail]),
)

type Announcement = t.TypeOf<typeof Announcement>

type Detailed = Pick<EndDetail, 'modification' | 'modifications' | 'uncertain'> & {
  readonly [K in 'error' | 'rejected' | 'deletes']?: EndDetail[K] | undefined
}

/**
 * Picks what a report tells of an end out of what carries it.
 */
export const detailOf = (end: Detailed): EndDetail => {
  const { modification, modifications, uncertain, error, rejected, deletes } = end
  return {
    modification,
    modifications,
    uncertain,
    ...(error === undefined ? {} : { error }),
    ...(rejected === undefined ? {} : { rejected }),
    ...(deletes === undefined ? {} : { deletes }),
  }
}

// Of an end that an earlier version kept, nobody wrote down what it spent.
const unknownDetail: EndDetail = { modification: 'unknown', modifications: 0, uncertain: 0 }

/**
 * The end that the record of a line tells; `undefined` where the line is not over.
 */
export const keptEnd = (record: ChangeRecord | undefined, version: number): LineEnd | undefined => {
  if (record === undefined || record.state === 'begun' || record.repeats === true) return undefined
  return { status: record.status, ...detailOf(record.detail ?? unknownDetail), version }
}

/**
 * The write that announces an end which is kept in the same transaction, after a record of this version.
 */
export const keptAnnouncement = (
  plan: string,
  n: number,
  after: number,
  status: KeptStatus,
  detail: EndDetail,
): StoreWrite => {
  const announcement: Announcement = { status, ...detailOf(detail) }
  return { key: endKey(plan, n, 'after', after), value: JSON.stringify(announcement), expected: 0 }
}

/**
 * Announces an end whose record stands already, or that no record says since nobody can tell yet. Once is enough, until somebody hears it.
 */
export const announceEnd = async (
  store: Pick<Store, 'put'>,
  plan: string,
  n: number,
  end: LineEnd,
): Promise<E.Either<StoreFailure, void>> => {
  const announcement: Announcement = { status: end.status, ...detailOf(end) }
  const put = await store.put(endKey(plan, n, 'at', end.version), JSON.stringify(announcement), 0)()
  return E.map(() => undefined)(put)
}

const readEnd = (plan: string, entry: StoreEntry): E.Either<StoreFailure, AnnouncedEnd> => {
  const [, line, when, at] = /^(\d{9})\/(after|at)\/(\d+)$/.exec(entry.key.slice(endPrefix(plan).length)) ?? []
  if (line === undefined) return E.left(damagedRecord(entry.key))
  // A transaction writes all at one version, so what was announced along with an end has that of the line's record.
  const version = when === 'after' ? entry.version : Number(at)
  return E.map((announced: Announcement): AnnouncedEnd => ({
    n: Number(line),
    end: { status: announced.status, ...detailOf(announced), version },
  }))(decodeRecord(Announcement, entry.key, entry))
}

const removalOf = ({ key, version }: StoreEntry): StoreWrite => ({ key, value: undefined, expected: version })

/**
 * Ends that were announced, and the writes that take them away.
 */
export interface AnnouncedPage {
  /** By the keys under which they were announced. */
  readonly ends: ReadonlyArray<readonly [key: string, end: AnnouncedEnd]>
  readonly removal: ReadonlyArray<StoreWrite>
}

/**
 * Reads ends that were announced and not taken away yet, at most so many. One that cannot be understood is a failure.
 */
export const announcedEnds = async (
  store: Pick<Store, 'entries'>,
  plan: string,
  limit: number,
): Promise<E.Either<StoreFailure, AnnouncedPage>> => {
  const found = await store.entries(endPrefix(plan), '', limit)()
  if (E.isLeft(found)) return found
  const ends: Array<readonly [string, AnnouncedEnd]> = []
  for (const entry of found.right) {
    const end = readEnd(plan, entry)
    if (E.isLeft(end)) return end
    ends.push([entry.key, end.right])
  }
  return E.right({
    ends,
    removal: found.right.map(removalOf),
  })
}

/**
 * Takes all away that was announced before the run was opened: who opens it reads from the records how far it has come.
 */
export const forgetEnds = async (
  store: Pick<Store, 'entries' | 'transact'>,
  plan: string,
  under: Lease,
): Promise<E.Either<StoreFailure, void>> => {
  for (;;) {
    const found = await store.entries(endPrefix(plan), '', 1_000)()
    if (E.isLeft(found)) return found
    if (found.right.length === 0) return E.right(undefined)
    const done = await store.transact(found.right.map(removalOf), under)()
    if (E.isLeft(done)) return done
    if (done.right._tag === 'LeaseLost') return E.left(takenOver)
  }
}
