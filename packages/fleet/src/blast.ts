import * as t from 'io-ts'

/**
 * Reads back what the removal of a host from a pool would touch.
 */
export const Usage = t.type({
  host: t.string,
  /** Apps that list the host or a subdomain of it now, and the first few of them. */
  usedBy: t.number,
  sample: t.readonlyArray(t.string),
  /** Apps that would still list it after the plan. */
  stillUsedBy: t.number,
  stillSample: t.readonlyArray(t.string),
})

/**
 * What the removal of a host from a pool would touch.
 */
export type Usage = t.TypeOf<typeof Usage>

/**
 * Reads back what a removal from a pool would touch.
 */
export const Blast = t.type({ hosts: t.readonlyArray(Usage), unread: t.number })

/**
 * What a removal from a pool would touch, over all hosts. `unread`: apps whose lists could not be read, and may use any.
 */
export type Blast = t.TypeOf<typeof Blast>
