import type { JsonObject } from '../json.js'
import { union } from '../lists.js'
import type { ServerChange } from './server-change.js'
import type { Verdict } from './server-rules.js'
import type { WechatProfile } from './profile.js'
import { serverKinds, type ServerKind, type ServerLists } from './state.js'

const fourKinds: ReadonlyArray<ServerKind> = ['requestdomain', 'wsrequestdomain', 'uploaddomain', 'downloaddomain']

const kindsOf = (profile: WechatProfile): ReadonlyArray<ServerKind> =>
  profile.fields === 'four-kinds' ? fourKinds : serverKinds

/** The list fields of an answer to `get`. */
export const listFields = (profile: WechatProfile, lists: ServerLists): JsonObject =>
  Object.fromEntries(kindsOf(profile).map((kind) => [kind, lists[kind]]))

const invalidOf = (profile: WechatProfile, verdicts: ReadonlyArray<Verdict>): ReadonlyArray<string> =>
  verdicts
    .filter(
      ({ fault }) => fault === 'rule' || fault === 'scheme' || fault === 'own-host' || isNamedOutside(profile, fault),
    )
    .map(({ entry }) => entry)

const isNamedOutside = (profile: WechatProfile, fault: Verdict['fault']): boolean =>
  fault === 'outside' && profile.outsidePool === 'invalid'

/** The list fields of an answer to a change: what was taken, `invalid_*` by kind and `no_icp_domain` (A.1.2). */
export const changeFields = (profile: WechatProfile, change: ServerChange): JsonObject => {
  const lists = listFields(profile, change.taken)
  if (profile.fields === 'four-kinds') return lists
  const invalid = serverKinds.map((kind) => [`invalid_${kind}`, invalidOf(profile, change.verdicts[kind])] as const)
  const unfiled = serverKinds.flatMap((kind) => change.verdicts[kind].filter(({ fault }) => fault === 'icp'))
  return { ...lists, ...Object.fromEntries(invalid), no_icp_domain: union(unfiled.map(({ entry }) => entry)) }
}
