import { type StoreFailure, type StoreWrite, type StoredRecord } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { ErrorNote } from '../error/error-note.js'
import { ListAddress } from '../lists/list-address.js'
import { KindLists } from '../plan/plan-line.js'
import { damagedRecord } from './record-failure.js'

/**
 * Reads a count: a whole number from 0.
 */
export const Count: t.Type<number, number, unknown> = new t.Type(
  'Count',
  (input): input is number => Number.isSafeInteger(input) && Number(input) >= 0,
  (input, context) =>
    typeof input === 'number' && Number.isSafeInteger(input) && input >= 0
      ? t.success(input)
      : t.failure(input, context),
  t.identity,
)

/**
 * How a change ended, as it is kept.
 */
export const KeptStatus = t.keyof({ done: null, already: null, partial: null, stale: null, failed: null })

/**
 * How a change ended, as it is kept.
 */
export type KeptStatus = t.TypeOf<typeof KeptStatus>

/**
 * What a change of a run does to a list: the digest of the list before it, and the domains that it adds and deletes, by kind. `error` names
 * what went wrong. Only the address is there where nothing was to be written.
 */
export const ChangeNote = t.readonly(
  t.intersection([
    t.type({ address: ListAddress }),
    t.partial({ before: t.string, adds: KindLists, deletes: KindLists, error: t.string }),
  ]),
)

/**
 * What a change of a run does to a list.
 */
export type ChangeNote = t.TypeOf<typeof ChangeNote>

const Text = t.type({ en: t.string, zh: t.string })

const Rejected = t.readonly(
  t.intersection([
    t.type({
      kind: t.string,
      domain: t.string,
      reason: t.string,
      actor: t.keyof({ caller: null, platform: null, merchant: null, vendor: null }),
      hint: Text,
    }),
    t.partial({ vendorCode: t.union([t.number, t.string]), vendorMessage: t.string }),
  ]),
)

/**
 * What a report tells of the end of a change besides its status: what it spent, what went wrong, which domains the vendor rejected, and
 * the deletes that were more than planned.
 */
export const EndDetail = t.readonly(
  t.intersection([
    t.type({
      modification: t.keyof({ spent: null, 'not-spent': null, unknown: null }),
      modifications: Count,
      uncertain: Count,
    }),
    t.partial({
      error: ErrorNote,
      rejected: t.readonlyArray(Rejected),
      deletes: t.readonly(t.type({ planned: Count, counted: Count })),
    }),
  ]),
)

/**
 * What a report tells of the end of a change besides its status.
 */
export type EndDetail = t.TypeOf<typeof EndDetail>

/**
 * A change of a run, as it is kept. `begun`: a write may have been sent; `held` modifications are reserved for it in the month of
 * `at`, milliseconds since 1970. `ended`: `repeats` where its process was about to make it again; `detail` is missing where a version that
 * did not keep it carried the change out.
 */
export const ChangeRecord = t.readonly(
  t.intersection([
    t.union([
      t.type({ state: t.literal('begun'), at: t.number, held: Count }),
      t.intersection([
        t.type({ state: t.literal('ended'), status: KeptStatus, free: t.boolean, at: t.number }),
        t.partial({ repeats: t.literal(true), detail: EndDetail }),
      ]),
    ]),
    t.partial({ note: ChangeNote }),
  ]),
)

/**
 * A change of a run, as it is kept.
 */
export type ChangeRecord = t.TypeOf<typeof ChangeRecord>

/**
 * A run, as it is kept: when it was begun and last opened and by which process, how many changes it has, the key of its place in the
 * history, and what it came to where it ended.
 */
export const RunRecord = t.readonly(
  t.intersection([
    t.type({ format: t.literal(1), plan: t.string, changes: Count, begunAt: t.number, openedAt: t.number }),
    t.partial({
      history: t.string,
      by: t.readonly(t.type({ host: t.string, pid: Count })),
      endedAt: t.number,
      complete: t.boolean,
      counts: t.record(t.string, Count),
    }),
  ]),
)

/**
 * A run, as it is kept.
 */
export type RunRecord = t.TypeOf<typeof RunRecord>

/**
 * What a list has spent in a month, as it is kept. There is one for each list and month, so what is 0 or false is left out.
 */
export const BudgetRecord = t.readonly(
  t.intersection([t.type({ spent: Count }), t.partial({ unknown: Count, held: Count, exhausted: t.boolean })]),
)

/**
 * What a list has spent in a month, as it is kept.
 */
export type BudgetRecord = t.TypeOf<typeof BudgetRecord>

/**
 * Writes a name as a part of a key: only what would end the part early is encoded; half of a character is left for the store to refuse.
 */
export const keyPart = (text: string): string => text.replace(/[%/]/g, (character) => encodeURIComponent(character))

/**
 * The part of a key that tells which list.
 */
export const listPath = ({ vendor, app, list }: ListAddress): string =>
  [keyPart(vendor), ...(app === undefined ? ['pool'] : ['app', keyPart(app)]), list].join('/')

/**
 * What the keys of all budgets begin with, and then their month.
 */
export const budgetPrefix = 'budget/'

/**
 * The key of what a list has spent in a month.
 */
export const budgetKey = (address: ListAddress, month: string): string => `${budgetPrefix}${month}/${listPath(address)}`

/**
 * The key of a run, and the name of its lock: that of its plan.
 */
export const runKey = (plan: string): string => `run/${plan}`

/**
 * The key of one change of a run: the number of its line in the plan, from 0. The keys of a run stand in the order of the plan.
 */
export const changeKey = (plan: string, n: number): string => `${changePrefix(plan)}${String(n).padStart(9, '0')}`

/**
 * What the keys of all changes of a run begin with.
 */
export const changePrefix = (plan: string): string => `change/${plan}/`

/**
 * What the keys of all ends begin with that were announced and not heard yet.
 */
export const endPrefix = (plan: string): string => `end/${plan}/`

/**
 * The key under which the end of a line is announced: its line, and a version of the line's record: the one `after` which the end was
 * written with its announcement, or the one `at` which the record says how the line stands. No two ends have the same key.
 */
export const endKey = (plan: string, n: number, when: 'after' | 'at', version: number): string =>
  `${endPrefix(plan)}${String(n).padStart(9, '0')}/${when}/${version}`

/**
 * The write of a record.
 */
export const recordWrite = (key: string, value: unknown, expected: number): StoreWrite => ({
  key,
  value: JSON.stringify(value),
  expected,
})

/**
 * Reads what a record holds.
 */
export const decodeRecord = <A>(
  codec: t.Type<A, unknown, unknown>,
  key: string,
  { value }: StoredRecord,
): E.Either<StoreFailure, A> => {
  const json = E.tryCatch(
    (): unknown => JSON.parse(value),
    () => undefined,
  )
  const decoded = E.isLeft(json) ? json : codec.decode(json.right)
  return E.isLeft(decoded) ? E.left(damagedRecord(key)) : decoded
}
