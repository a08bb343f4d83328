import { type CallClass } from '@mini-domains/core/adapter'

/**
 * The names that a store uses in Redis. The braces put all of them on one node of a cluster.
 */
export interface KeyNames {
  readonly epoch: string
  readonly sequence: string
  readonly records: string
  readonly index: string
  readonly lease: (name: string) => string
}

/**
 * Tells whether a prefix may stand in the names: no prefix can then reach into the names of another.
 */
export const isPrefix = (prefix: string): boolean => /^[A-Za-z0-9._:-]{1,64}$/.test(prefix)

/**
 * Gives the names of the store with a prefix.
 */
export const keyNames = (prefix: string): KeyNames => ({
  epoch: `{${prefix}}:epoch`,
  sequence: `{${prefix}}:sequence`,
  records: `{${prefix}}:records`,
  index: `{${prefix}}:index`,
  lease: (name) => `{${prefix}}:lease:${name}`,
})

/**
 * The names that the rate of one vendor uses.
 */
export type RateKeys = (vendor: string) => {
  readonly rate: string
  readonly booked: string
  /** Marks a day's quota that is used up. */
  readonly day: (of: CallClass, subject: string) => string
}

/**
 * Gives the names of the rates with a prefix. No store has keys of these names.
 */
export const rateKeys =
  (prefix: string): RateKeys =>
  (vendor) => ({
    rate: `{${prefix}}:rate:${vendor}`,
    booked: `{${prefix}}:booked:${vendor}`,
    day: (of, subject) => `{${prefix}}:day:${vendor}:${of}:${subject}`,
  })
