/** A list of domains in the four states it can be in at once. */
export interface Layers<L> {
  /** Written through the platform; not live before a release. */
  readonly configured: L
  /** Written without the platform's pool (WeChat's `_directly` endpoints). */
  readonly direct: L
  /** Written by the merchant in the vendor's console. */
  readonly console: L
  /** Live for users. */
  readonly effective: L
}

/** The file a vendor asks for at a domain's root. */
export interface ConfirmFile {
  readonly name: string
  readonly content: string
}

/** Which of an account's lists a modification is counted against. */
export type CountedList = 'server' | 'webview' | 'prefetch'

/** The modifications spent in one month. `month` is `2026-11`, or empty before the first: then it is the current one. */
export interface Used {
  readonly month: string
  readonly server: number
  readonly webview: number
  /** Of hosts whose names are looked up beforehand, at a vendor that has such a list. */
  readonly prefetch?: number
}

/** Nothing spent yet. */
export const nothingUsed: Used = { month: '', server: 0, webview: 0 }

const current = (used: Used, at: number): Used =>
  used.month === '' || used.month === monthOf(at)
    ? { ...used, month: monthOf(at) }
    : { ...nothingUsed, ...(used.prefetch === undefined ? {} : { prefetch: 0 }), month: monthOf(at) }

/** How many modifications of a list were spent in the month of `at`. */
export const usedAt = (used: Used, list: CountedList, at: number): number => current(used, at)[list] ?? 0

/** The count after one more modification of a list at `at`. */
export const spend = (used: Used, list: CountedList, at: number): Used => {
  const now = current(used, at)
  return { ...now, [list]: (now[list] ?? 0) + 1 }
}

/** The time now, in milliseconds since 1970. */
export type Clock = () => number

/** The machine's own clock: the default at the edge. */
export const systemClock: Clock = () => new Date().getTime()

const beijing = 8 * 3600 * 1000

/** The month a moment falls in, as `2026-11`, in Beijing time: no source says when a vendor's month turns (guess). */
const monthOf = (at: number): string => new Date(at + beijing).toISOString().slice(0, 7)

/** What a vendor finds around it: filings, check files, callers' addresses. */
export interface Environment {
  /** Hosts (with all below them) without ICP filing. */
  readonly icpMissing: ReadonlyArray<string>
  /** Hosts at whose root the check file cannot be fetched. */
  readonly confirmFileMissing: ReadonlyArray<string>
  /** Caller addresses let in; empty lets in everyone. */
  readonly ipAllowlist: ReadonlyArray<string>
}

/** Every host filed, every check file in its place, every caller let in. */
export const soundEnvironment: Environment = { icpMissing: [], confirmFileMissing: [], ipAllowlist: [] }
