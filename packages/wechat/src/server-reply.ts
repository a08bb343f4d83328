import { type DomainSet, type NamedRejection, type ServerKind, domainsOf, readDomains } from '@mini-domains/core'
import * as t from 'io-ts'
import { meant } from './meant.js'
import { Texts } from './texts.js'

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
 * that this one has not. A list that is not told is not an empty list: a `set` would empty it.
 */
export const untold = (lists: Readonly<Record<string, unknown>>): string | undefined =>
  documented.find((field) => lists[field] === undefined)

const none: ReadonlyArray<string> = []

const listed = (lists: ServerLists, kind: ServerKind): ReadonlyArray<string> => {
  switch (kind) {
    case 'request':
      return lists.requestdomain ?? none
    case 'socket':
      return lists.wsrequestdomain ?? none
    case 'upload':
      return lists.uploaddomain ?? none
    case 'download':
      return lists.downloaddomain ?? none
    case 'udp':
      return lists.udpdomain ?? none
    case 'tcp':
      return lists.tcpdomain ?? none
    case 'any':
      return none
  }
}

const invalid = (reply: ServerReply, kind: ServerKind): ReadonlyArray<string> => {
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
 * Gives the kinds that a reply told. Replies of the oldest pages have no udp and tcp (docs/vendors/wechat.md A.1.2): those
 * kinds are not known then, which is not the same as empty.
 */
export const toldKinds = (kinds: ReadonlyArray<ServerKind>, reply: ServerLists): ReadonlyArray<ServerKind> =>
  kinds.filter((kind) => (kind === 'udp' ? reply.udpdomain : kind === 'tcp' ? reply.tcpdomain : none) !== undefined)

/**
 * Reads the six lists as domains.
 */
export const serverDomains = (kinds: ReadonlyArray<ServerKind>, lists: ServerLists): DomainSet<ServerKind> =>
  readDomains(kinds, (kind) => listed(lists, kind))

/**
 * Tells which of the domains that were sent WeChat named as invalid, or as without ICP filing.
 */
export const serverRejections = (
  sent: DomainSet<ServerKind>,
  kinds: ReadonlyArray<ServerKind>,
  reply: ServerReply,
): ReadonlyArray<NamedRejection<ServerKind>> =>
  kinds.flatMap((kind) => {
    // Most replies name nothing, and what a name means is dear to find out.
    if (invalid(reply, kind).length === 0 && (reply.no_icp_domain ?? none).length === 0) return []
    const find = meant(kind, domainsOf(sent, kind), readDomains([kind], () => listed(reply, kind))[kind] ?? [])
    const of = (names: ReadonlyArray<string>, reason: 'format' | 'no-icp') =>
      find(names).map((domain) => ({ kind, domain, reason }))
    return [...of(invalid(reply, kind), 'format'), ...of(reply.no_icp_domain ?? none, 'no-icp')]
  })
