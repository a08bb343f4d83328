import type { Write } from './action.js'

/** The entries of both lists, each once, in order of first appearance. */
export const union = (...lists: ReadonlyArray<ReadonlyArray<string>>): ReadonlyArray<string> => [
  ...new Set(lists.flat()),
]

/** The entries of the first list that are not in the second. */
export const without = (list: ReadonlyArray<string>, removed: ReadonlyArray<string>): ReadonlyArray<string> => {
  const gone = new Set(removed)
  return list.filter((entry) => !gone.has(entry))
}

/** Says whether two lists hold the same entries; order and duplicates do not matter. */
export const sameEntries = (a: ReadonlyArray<string>, b: ReadonlyArray<string>): boolean =>
  without(a, b).length === 0 && without(b, a).length === 0

/** The list after a write of the entries given; no entry twice. */
export const listAfter = (action: Write, current: ReadonlyArray<string>, given: ReadonlyArray<string>) =>
  action === 'add' ? union(current, given) : action === 'delete' ? without(current, given) : union(given)
