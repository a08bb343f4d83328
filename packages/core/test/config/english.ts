import { type ConfigIssue } from '../../src/adapter.js'

/**
 * Issues with their English words only.
 */
export const inEnglish = (issues: ReadonlyArray<ConfigIssue>) =>
  issues.map(({ path, expected, found }) => ({ path, expected: expected.en, found: found.en }))
