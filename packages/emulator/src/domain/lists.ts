/** The four actions every domain endpoint knows. */
export const actions = ['add', 'delete', 'set', 'get'] as const

/** One of them. */
export type Action = (typeof actions)[number]

/** Reads an action from what was sent; anything but the four names is `undefined`. */
export const readAction = (value: unknown): Action | undefined => actions.find((action) => action === value)

/** An action that writes. */
export type Write = Exclude<Action, 'get'>

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

/**
 * How a vendor knows an entry that it lists in a spelling of its own: as it is listed and only so, whatever its form; in any
 * spelling; or as it is listed, but judged by its form in a `set`. Nobody documents it (guess).
 */
export const listedSpellings = ['as-listed', 'any', 'judged'] as const

/** One of these answers. */
export type ListedSpelling = (typeof listedSpellings)[number]

const plain = (entry: string): string => entry.trim().toLowerCase().replace(/\/$/, '')

/** The entry of a list by which an entry given is known, if so. */
export const knownAs = (spelling: ListedSpelling, listed: ReadonlyArray<string>, given: string): string | undefined => {
  if (listed.includes(given)) return given
  return spelling === 'any' ? listed.find((entry) => plain(entry) === plain(given)) : undefined
}

/** Says whether an entry that is listed in just this spelling is taken as it is, its form unjudged. */
export const isUnjudged = (
  spelling: ListedSpelling,
  action: Write,
  listed: ReadonlyArray<string>,
  entry: string,
): boolean => {
  const repeats = spelling === 'any' || (spelling === 'as-listed' && action === 'set')
  return repeats && listed.includes(entry)
}

/** The list after a write of the entries given; no entry twice. */
export const listAfter = (action: Write, current: ReadonlyArray<string>, given: ReadonlyArray<string>) =>
  action === 'add' ? union(current, given) : action === 'delete' ? without(current, given) : union(given)
