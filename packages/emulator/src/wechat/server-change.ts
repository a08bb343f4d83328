import type { Write } from '../action.js'
import { isStrings, type JsonObject } from '../json.js'
import { isUnjudged, knownAs, sameEntries, union, without } from '../lists.js'
import { judge, type Verdict } from './server-rules.js'
import { byKind, serverKinds, type ByKind, type ServerKind, type ServerLists, type WechatWorld } from './state.js'

/** A change of server domains worked out against the lists as they are. */
export interface ServerChange {
  /** The lists afterwards. */
  readonly next: ServerLists
  readonly changed: boolean
  /** What the answer shows as taken: with `set` the lists in force. */
  readonly taken: ServerLists
  readonly verdicts: ByKind<ReadonlyArray<Verdict>>
}

/** The lists a body names: `undefined` where a kind is left out or null; `malformed` when one is not a list of strings. */
export const readLists = (body: JsonObject): ByKind<ReadonlyArray<string> | undefined> | 'malformed' => {
  const present = serverKinds.filter((kind) => body[kind] !== undefined && body[kind] !== null)
  if (!present.every((kind) => isStrings(body[kind]))) return 'malformed'
  return byKind((kind) => {
    const value = body[kind]
    return isStrings(value) ? value : undefined
  })
}

const good = (verdicts: ReadonlyArray<Verdict>): ReadonlyArray<string> =>
  verdicts.filter(({ fault }) => fault === 'none').map(({ entry }) => entry)

/** Works a change out. `pooled` asks for membership of the platform's pool, which `delete` never does (A.1.5, unknown). */
export const workOut = (
  world: WechatWorld,
  current: ServerLists,
  action: Write,
  given: ByKind<ReadonlyArray<string> | undefined>,
  pooled: boolean,
): ServerChange => {
  const { emptySet, omittedKinds, listedSpelling } = world.profile
  const judged = (kind: ServerKind): ReadonlyArray<Verdict> => {
    const verdicts = (given[kind] ?? []).map((entry) => {
      const verdict = judge(world, kind, entry, pooled && action !== 'delete')
      // What is listed is known by its spelling, and its form is no reason to drop or to keep it (guess).
      const known = knownAs(listedSpelling, current[kind], entry)
      const isKept = known !== undefined && isUnjudged(listedSpelling, action, current[kind], known)
      if (known === undefined || !(isKept || action === 'delete')) return verdict
      const isForm = verdict.fault === 'rule' || verdict.fault === 'scheme' || action === 'delete'
      return isForm ? { entry: known, fault: 'none' as const } : { ...verdict, entry: known }
    })
    // Filing is no reason to keep a domain: `delete` passes over it (guess).
    return action === 'delete' ? verdicts.map((v) => (v.fault === 'icp' ? { ...v, fault: 'none' } : v)) : verdicts
  }
  const verdicts = byKind(judged)
  const named = serverKinds.flatMap((kind) => verdicts[kind])
  // When every domain of a call is refused the call fails and nothing is written, `set` included (A.1.2 fact 4).
  const allRefused = named.length > 0 && named.every(({ fault }) => fault !== 'none')
  const setTo = (kind: ServerKind): ReadonlyArray<string> => {
    const list = given[kind]
    const kept = list === undefined ? omittedKinds === 'untouched' : list.length === 0 && emptySet === 'ignored'
    return kept ? current[kind] : union(good(verdicts[kind]))
  }
  const after = {
    add: (kind: ServerKind) => union(current[kind], good(verdicts[kind])),
    delete: (kind: ServerKind) => without(current[kind], good(verdicts[kind])),
    set: setTo,
  }
  const next = allRefused ? current : byKind(after[action])
  const taken = {
    // Domains already there are filtered out of the answer unsaid (A.1.2 fact 1, wire).
    add: (kind: ServerKind) => without(good(verdicts[kind]), current[kind]),
    // Not documented: those that went (guess).
    delete: (kind: ServerKind) => good(verdicts[kind]).filter((entry) => current[kind].includes(entry)),
    // Not documented: the lists now in force (guess).
    set: (kind: ServerKind) => next[kind],
  }
  return {
    next,
    changed: serverKinds.some((kind) => !sameEntries(next[kind], current[kind])),
    taken: byKind(taken[action]),
    verdicts,
  }
}
