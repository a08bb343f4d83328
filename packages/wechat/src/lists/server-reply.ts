import { type DomainSet, type ServerKind, domainsOf } from '@mini-domains/core'
import {
  type DomainRules,
  type NamedRejection,
  type RejectionReason,
  parseDomain,
  readDomain,
  readDomains,
} from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { appServerLimits } from '../limits.js'
import { matchNames } from './match-names.js'
import { Texts } from '../wire/codecs.js'

const lists = {
  requestdomain: Texts,
  wsrequestdomain: Texts,
  uploaddomain: Texts,
  downloaddomain: Texts,
  udpdomain: Texts,
  tcpdomain: Texts,
}

/**
 * The six lists under WeChat's names. Older replies have four of them (docs/vendors/wechat.md A.1.2).
 */
export const ServerLists = t.type(lists, 'lists of server domains')

/**
 * The six lists.
 */
export type ServerLists = t.TypeOf<typeof ServerLists>

/**
 * A reply to a change: the lists of what was taken, of what was invalid, and the domains without ICP filing
 * (docs/vendors/wechat.md A.1.2).
 */
export const ServerReply = t.type(
  {
    ...lists,
    invalid_requestdomain: Texts,
    invalid_wsrequestdomain: Texts,
    invalid_uploaddomain: Texts,
    invalid_downloaddomain: Texts,
    invalid_udpdomain: Texts,
    invalid_tcpdomain: Texts,
    no_icp_domain: Texts,
  },
  'the reply to a change of server domains',
)

/**
 * A reply to a change.
 */
export type ServerReply = t.TypeOf<typeof ServerReply>

const documented = ['requestdomain', 'wsrequestdomain', 'uploaddomain', 'downloaddomain'] as const

/**
 * Gives the first of the four lists that every reply to `get` has since the oldest page (docs/vendors/wechat.md A.1.2) and
 * that this one has not. A list that is missing is not an empty list: a `set` would empty it.
 */
export const missingList = (lists: Readonly<Record<string, unknown>>): string | undefined =>
  documented.find((field) => lists[field] === undefined)

const none: ReadonlyArray<string> = []

const takenOf = (lists: ServerLists, kind: ServerKind): ReadonlyArray<string> | undefined => {
  switch (kind) {
    case 'request':
      return lists.requestdomain
    case 'socket':
      return lists.wsrequestdomain
    case 'upload':
      return lists.uploaddomain
    case 'download':
      return lists.downloaddomain
    case 'udp':
      return lists.udpdomain
    case 'tcp':
      return lists.tcpdomain
    case 'any':
      return undefined
  }
}

const invalidOf = (reply: ServerReply, kind: ServerKind): ReadonlyArray<string> => {
  switch (kind) {
    case 'request':
      return reply.invalid_requestdomain ?? none
    case 'socket':
      return reply.invalid_wsrequestdomain ?? none
    case 'upload':
      return reply.invalid_uploaddomain ?? none
    case 'download':
      return reply.invalid_downloaddomain ?? none
    case 'udp':
      return reply.invalid_udpdomain ?? none
    case 'tcp':
      return reply.invalid_tcpdomain ?? none
    case 'any':
      return none
  }
}

/**
 * Reads the lists as domains. Replies of the oldest pages have no udp and tcp (docs/vendors/wechat.md A.1.2): a kind that is
 * missing is left out, which is not the same as empty.
 */
export const serverDomains = (kinds: ReadonlyArray<ServerKind>, lists: ServerLists): DomainSet<ServerKind> =>
  readDomains(
    kinds.filter((kind) => takenOf(lists, kind) !== undefined),
    (kind) => takenOf(lists, kind) ?? none,
  )

/**
 * Why WeChat names a domain in `invalid_…` where its code does not say it, by who takes the domain: `not-in-pool` through the pool,
 * which its staff ask about first (docs/vendors/wechat.md A.1.2); without a pool it failed a check that is not named.
 */
export type InvalidReason = 'not-in-pool' | 'not-verified'

const form: DomainRules = {
  ports: appServerLimits.ports.value,
  forbiddenHosts: appServerLimits.forbiddenHosts.value,
}

// The name as WeChat gives it back: what it found wrong shows in it (`wss://https://a.example.com`, docs/vendors/wechat.md A.1.2).
// What is sent has passed the checks of core, except what was listed before, and what other limits in a config let through.
const breaksForm = (kind: ServerKind, name: string): boolean =>
  E.isLeft(parseDomain(kind, form)(readDomain(kind, name)))

/**
 * Says for which reasons a reply names domains, whether ours or not.
 */
export const reasonsNamed = (
  kinds: ReadonlyArray<ServerKind>,
  reply: ServerReply,
  reason: RejectionReason,
): ReadonlyArray<RejectionReason> => [
  ...(kinds.some((kind) => invalidOf(reply, kind).length > 0) ? [reason] : []),
  ...((reply.no_icp_domain ?? none).length > 0 ? ['no-icp' as const] : []),
]

/**
 * Tells which of the domains that were sent WeChat named as invalid, or as without ICP filing; both for one that is in both
 * lists. `format` says that the reply's code speaks of the form.
 */
export const serverRejections = (
  sent: DomainSet<ServerKind>,
  kinds: ReadonlyArray<ServerKind>,
  reply: ServerReply,
  reason: InvalidReason | 'format',
): ReadonlyArray<NamedRejection<ServerKind>> =>
  kinds.flatMap((kind) => {
    // Most replies name nothing, and what a name means is dear to find out.
    if (invalidOf(reply, kind).length === 0 && (reply.no_icp_domain ?? none).length === 0) return []
    const taken = readDomains([kind], () => takenOf(reply, kind) ?? none)[kind] ?? []
    const find = matchNames(kind, domainsOf(sent, kind), taken)
    const unfiled = find(reply.no_icp_domain ?? none).map((domain) => ({ kind, domain, reason: 'no-icp' as const }))
    const names = invalidOf(reply, kind)
    const broken = new Set(find(reason === 'format' ? names : names.filter((name) => breaksForm(kind, name))))
    const invalids = find(names).map((domain): NamedRejection<ServerKind> =>
      broken.has(domain) ? { kind, domain, reason: 'format' } : { kind, domain, reason, attribution: 'presumed' },
    )
    return [...unfiled, ...invalids]
  })
