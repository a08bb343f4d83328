import * as t from 'io-ts'

/**
 * Where a wish comes from. `at` is `file:line:column` where it is known.
 *
 * `not-desired`: the list is kept exactly, and nothing asks for the domain.
 */
export const Reason = t.intersection([
  t.type({
    kind: t.string,
    domain: t.string,
    intent: t.keyof({ present: null, absent: null }),
    source: t.keyof({ profile: null, rule: null, app: null, pool: null, keep: null, 'not-desired': null }),
    name: t.string,
  }),
  t.partial({ at: t.string }),
])

/**
 * Where a wish comes from.
 */
export type Reason = t.TypeOf<typeof Reason>
