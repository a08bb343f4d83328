import * as t from 'io-ts'
import { Count } from './count.js'

/**
 * How a change ended, as it is kept.
 */
export const KeptStatus = t.keyof({ done: null, already: null, partial: null, stale: null, failed: null })

/**
 * How a change ended, as it is kept.
 */
export type KeptStatus = t.TypeOf<typeof KeptStatus>

/**
 * A change of a run, as it is kept. `begun`: a write may have been sent; `held` modifications are reserved for it in the month of
 * `at`, milliseconds since 1970.
 */
export const ChangeRecord = t.readonly(
  t.union([
    t.type({ state: t.literal('begun'), at: t.number, held: Count }),
    t.type({ state: t.literal('ended'), status: KeptStatus, free: t.boolean, at: t.number }),
  ]),
)

/**
 * A change of a run, as it is kept.
 */
export type ChangeRecord = t.TypeOf<typeof ChangeRecord>

/**
 * A run, as it is kept: when it was begun and last opened, how many changes it has, and what it came to where it ended.
 */
export const RunRecord = t.readonly(
  t.intersection([
    t.type({ format: t.literal(1), plan: t.string, changes: Count, begunAt: t.number, openedAt: t.number }),
    t.partial({ endedAt: t.number, complete: t.boolean, counts: t.record(t.string, Count) }),
  ]),
)

/**
 * A run, as it is kept.
 */
export type RunRecord = t.TypeOf<typeof RunRecord>
