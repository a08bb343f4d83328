import { type RefreshAhead } from '../../src/index.js'

const hour = 3_600_000

/**
 * Every token of an app counts as one to be replaced, so that every call refreshes. Apps' tokens live for an hour here, the
 * platform's for longer.
 */
export const everStale: RefreshAhead = (lifeMs) => (lifeMs <= hour ? Number.MAX_SAFE_INTEGER : 0)
