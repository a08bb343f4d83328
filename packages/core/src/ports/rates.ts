import * as t from 'io-ts'
import { refined } from '../config/expectation.js'
import { strictObject } from '../config/strict-object.js'
import { bilingual } from '../error/language.js'

const Figure = refined(t.number, (n) => Number.isFinite(n) && n > 0, bilingual('a number above 0', '大于 0 的数字'))

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
 * Codec of the figures of what an adapter calls: it gets no tokens itself.
 */
export const CallRateConfig: t.Type<CallRateFigures> = strictObject(
  'rates',
  {},
  { all: RateFigure, read: RateFigure, write: RateFigure },
)

/**
 * Codec of the figures of what a token exchange calls: it gets tokens, and nothing else.
 */
export const TokenRateConfig: t.Type<TokenRateFigures> = strictObject(
  'rates of token calls',
  {},
  { all: RateFigure, token: RateFigure },
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

/**
 * How many calls an adapter may start.
 */
export type CallRateFigures = Pick<RateFigures, 'all' | 'read' | 'write'>

/**
 * How many calls a token exchange may start.
 */
export type TokenRateFigures = Pick<RateFigures, 'all' | 'token'>

// 1.5 calls a second would be two in some seconds.
const whole = (calls: number): number => (calls > 1 ? Math.floor(calls) : calls)

/**
 * The least time between two starts that keeps a figure, in milliseconds, widened by a margin: 1.03 allows each start to be late by
 * 3 % of the window. 0 where there is no limit.
 */
export const spacingOf = (figure: RateFigure | undefined, margin: number): number =>
  margin * Math.max(1_000 / whole(figure?.perSecond ?? Infinity), 60_000 / whole(figure?.perMinute ?? Infinity))

const hour = 60 * 60 * 1_000
const day = 24 * hour
// The vendors' days begin at midnight in Beijing.
const beijing = 8 * hour

/**
 * How long a quota of a day that is used up is taken to stay so, in milliseconds: until the vendors' midnight, and an hour at most,
 * since a quota can be reset earlier.
 */
export const spentDayMs = (now: number): number => {
  const midnight = (Math.floor((now + beijing) / day) + 1) * day - beijing
  return Math.min(midnight - now, hour)
}
