import { strictObject } from '@mini-domains/core/adapter'
import * as t from 'io-ts'

const Figure = t.refinement(t.number, (n) => Number.isFinite(n) && n > 0, 'a number above 0')

/**
 * Codec of the calls that may start in any second and in any minute. A figure left out sets no limit.
 */
export const RateFigure: t.Type<RateFigure> = strictObject(
  'calls in a window',
  {},
  { perSecond: Figure, perMinute: Figure },
)

/**
 * The calls that may start in any second and in any minute.
 */
export interface RateFigure {
  readonly perSecond?: number | undefined
  readonly perMinute?: number | undefined
}

/**
 * Codec of a vendor's figures: for each class of call, and for `all` together.
 */
export const RateConfig: t.Type<RateFigures> = strictObject(
  'rates',
  {},
  { all: RateFigure, read: RateFigure, write: RateFigure, token: RateFigure },
)

/**
 * How many calls of each class may start; `all` counts every class together.
 */
export interface RateFigures {
  readonly all?: RateFigure | undefined
  readonly read?: RateFigure | undefined
  readonly write?: RateFigure | undefined
  readonly token?: RateFigure | undefined
}

// Burst 1 and 3.5 % of margin keep every sliding window of a second within its limit also as the vendor sees it, as long as
// timers and the network together jitter by less than 35 ms. 2 % were not enough for the first call, which must connect.
const margin = 1.035

// 1.5 calls a second would be two in some seconds.
const whole = (calls: number): number => (calls > 1 ? Math.floor(calls) : calls)

/**
 * The least time between two starts, in milliseconds; 0 if there is no limit.
 */
export const spacingOf = (figure: RateFigure | undefined): number =>
  margin * Math.max(1_000 / whole(figure?.perSecond ?? Infinity), 60_000 / whole(figure?.perMinute ?? Infinity))
