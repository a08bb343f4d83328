import { isUnjudged, knownAs, listAfter, union, type Write } from '../domain/lists.js'
import { isHostName, isUnderAny } from '../domain/origin.js'
import type { DouyinCode } from './replies.js'
import type { DouyinWorld } from './state.js'

/** The entries of the kinds that a call names, each once; a kind that is left out is not there. */
export type Given<K extends string> = { readonly [P in K]?: ReadonlyArray<string> }

/** A list by kinds. */
export type Lists<K extends string> = { readonly [P in K]: ReadonlyArray<string> }

/** What one of the two lists allows. */
export interface Rules<K extends string> {
  readonly kinds: ReadonlyArray<K>
  /** The hosts under which an entry of a kind must lie (docs/vendors/douyin.md C.1.2). */
  readonly pool: (kind: K) => ReadonlyArray<string>
  readonly most: number
}

const isTexts = (value: unknown): value is ReadonlyArray<string> =>
  Array.isArray(value) && value.every((entry) => typeof entry === 'string')

const known = (world: DouyinWorld, listed: ReadonlyArray<string>, entry: string): string =>
  knownAs(world.profile.listedSpelling, listed, entry) ?? entry.toLowerCase()

/** Reads the kinds that a call names, each entry once (C.1.2); `undefined` where one is no array of text. */
export const readGiven = <K extends string>(
  world: DouyinWorld,
  body: { readonly [name: string]: unknown },
  { kinds }: Pick<Rules<K>, 'kinds'>,
  current: Lists<K>,
): Given<K> | undefined => {
  const given: { [P in K]?: ReadonlyArray<string> } = {}
  for (const kind of kinds) {
    const value = body[kind]
    if (value === undefined || value === null) continue
    if (!isTexts(value)) return undefined
    given[kind] = union(value.map((entry) => known(world, current[kind], entry)))
  }
  return given
}

const named = <K extends string>(world: DouyinWorld, action: Write, kinds: ReadonlyArray<K>, given: Given<K>) => {
  const mayBeEmpty = action === 'set' && world.profile.emptySet === 'clears'
  return kinds.filter((kind) => given[kind] !== undefined && (mayBeEmpty || given[kind]?.length !== 0))
}

const tooMany = <K extends string>(world: DouyinWorld, { kinds, most }: Rules<K>, lists: Lists<K>): boolean => {
  const counts = kinds.map((kind) => lists[kind].length)
  return world.profile.limitScope === 'all-kinds'
    ? counts.reduce((sum, count) => sum + count, 0) > most
    : counts.some((count) => count > most)
}

/** The reason that a domain may not be listed, if any. */
const wrongEntry = <K extends string>(
  world: DouyinWorld,
  action: Write,
  kind: K,
  entry: string,
  rules: Rules<K>,
  current: Lists<K>,
): DouyinCode | undefined => {
  const isRepeated = isUnjudged(world.profile.listedSpelling, action, current[kind], entry)
  if (!isHostName(entry) && !isRepeated) return '40027'
  const host = entry
    .toLowerCase()
    .replace(/^[a-z]+:\/\//, '')
    .replace(/[:/].*$/, '')
  return isUnderAny(rules.pool(kind), host) ? undefined : '40023'
}

/** What a write comes to: the lists after it, and the code that it is refused with, where it is. */
export interface Written<K extends string> {
  readonly lists: Lists<K>
  readonly code?: DouyinCode
}

/** The lists after a write (C.1.2, C.1.3). */
export const listsAfter = <K extends string>(
  world: DouyinWorld,
  current: Lists<K>,
  action: Write,
  given: Given<K>,
  rules: Rules<K>,
): Written<K> => {
  const { profile } = world
  const kinds = named(world, action, rules.kinds, given)
  const refused = (code: DouyinCode): Written<K> => ({ lists: current, code })
  const entries = kinds.flatMap((kind) => (given[kind] ?? []).map((entry) => ({ kind, entry })))
  const isListed = ({ kind, entry }: (typeof entries)[number]): boolean => current[kind].includes(entry)
  if (kinds.length === 0) return refused('40026')
  if (action === 'add' && profile.unchanged === '40026' && entries.every(isListed)) return refused('40026')
  const wrong =
    action === 'delete'
      ? undefined
      : entries
          .map(({ kind, entry }) => wrongEntry(world, action, kind, entry, rules, current))
          .find((code) => code !== undefined)
  if (wrong !== undefined) return refused(wrong)
  const isAbsent = action === 'delete' && !entries.every(isListed)
  if (isAbsent && profile.deleteAbsent === 'nothing') return refused('40028')
  const lists: { [P in K]: ReadonlyArray<string> } = { ...current }
  for (const kind of rules.kinds) {
    const isNamed = kinds.includes(kind)
    if (isNamed) lists[kind] = listAfter(action, current[kind], given[kind] ?? [])
    else if (action === 'set' && profile.setOmitted === 'cleared' && given[kind] === undefined) lists[kind] = []
  }
  if (tooMany(world, rules, lists)) return refused('40024')
  return isAbsent ? { lists, code: '40028' } : { lists }
}
