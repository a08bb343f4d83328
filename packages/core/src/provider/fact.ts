/**
 * How far a vendor fact can be trusted; the marks of docs/vendors.
 */
export type Confidence = 'vendor document' | 'official doc copy' | 'SDK source' | 'wire' | 'guess' | 'config'

/**
 * A figure or rule of a vendor, with where it comes from. Facts age: what the config says wins.
 */
export interface Fact<A> {
  readonly value: A
  /** The section of docs/vendors and the source named there. */
  readonly source: string
  /** The date of the source, as far as it is known: `2018-11`. */
  readonly date: string
  readonly confidence: Confidence
}

/**
 * Makes a fact.
 */
export const fact = <A>(value: A, source: string, date: string, confidence: Confidence): Fact<A> => ({
  value,
  source,
  date,
  confidence,
})
