import * as t from 'io-ts'

/**
 * Domains by kind, as a plan keeps them.
 */
export const KindLists = t.record(t.string, t.readonlyArray(t.string))

/**
 * Domains by kind, as a plan keeps them.
 */
export type KindLists = t.TypeOf<typeof KindLists>
