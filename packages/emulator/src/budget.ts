import { monthOf } from './clock.js'

/** Which of an account's lists a modification is counted against. */
export type CountedList = 'server' | 'webview'

/** The modifications spent in one month. `month` is `2026-11`, or empty before the first: then it is the current one. */
export interface Used {
  readonly month: string
  readonly server: number
  readonly webview: number
}

/** Nothing spent yet. */
export const nothingUsed: Used = { month: '', server: 0, webview: 0 }

const current = (used: Used, at: number): Used =>
  used.month === '' || used.month === monthOf(at)
    ? { ...used, month: monthOf(at) }
    : { ...nothingUsed, month: monthOf(at) }

/** How many modifications of a list were spent in the month of `at`. */
export const usedAt = (used: Used, list: CountedList, at: number): number => current(used, at)[list]

/** The count after one more modification of a list at `at`. */
export const spend = (used: Used, list: CountedList, at: number): Used => {
  const now = current(used, at)
  return { ...now, [list]: now[list] + 1 }
}
