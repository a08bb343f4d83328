/**
 * One measured number, and what it is to be.
 */
export interface Figure {
  /** The table that it stands in. */
  readonly table: string
  readonly row: string
  readonly column: string
  readonly value: number
  readonly unit: 'times' | 'ns' | 'µs' | 'ms' | 's' | 'B' | 'MB' | 'calls' | 'rows/s'
  /** At most this. */
  readonly limit?: number
}

/**
 * Says whether a figure is within its limit; `undefined` where it has none.
 */
export const isMet = ({ value, limit }: Figure): boolean | undefined =>
  limit === undefined ? undefined : value <= limit
