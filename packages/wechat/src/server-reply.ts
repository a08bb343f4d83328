import {
  type Domain,
  type DomainSet,
  type NamedRejection,
  type ServerKind,
  hostOf,
  readDomain,
  readDomains,
} from '@mini-domains/core'
import * as t from 'io-ts'
import { Texts } from './texts.js'

/**
 * The six lists under WeChat's names. Older replies have four of them (docs/vendors/wechat.md A.1.2).
 */
export const ServerLists = t.type({
  requestdomain: Texts,
  wsrequestdomain: Texts,
  uploaddomain: Texts,
  downloaddomain: Texts,
  udpdomain: Texts,
  tcpdomain: Texts,
})

/**
 * The six lists.
 */
export type ServerLists = t.TypeOf<typeof ServerLists>

/**
 * A reply to a change: the lists of what was taken, of what was invalid, and the domains without ICP filing
 * (docs/vendors/wechat.md A.1.2).
 */
export const ServerReply = t.intersection([
  ServerLists,
  t.type({
    invalid_requestdomain: Texts,
    invalid_wsrequestdomain: Texts,
    invalid_uploaddomain: Texts,
    invalid_downloaddomain: Texts,
    invalid_udpdomain: Texts,
    invalid_tcpdomain: Texts,
    no_icp_domain: Texts,
  }),
])

/**
 * A reply to a change.
 */
export type ServerReply = t.TypeOf<typeof ServerReply>

/**
 * Says whether a reply has any of the six lists. One that has none is not an empty list.
 */
export const hasLists = (lists: ServerLists): boolean =>
  lists.requestdomain !== undefined ||
  lists.wsrequestdomain !== undefined ||
  lists.uploaddomain !== undefined ||
  lists.downloaddomain !== undefined ||
  lists.udpdomain !== undefined ||
  lists.tcpdomain !== undefined

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
 * Reads the six lists as domains.
 */
export const serverDomains = (kinds: ReadonlyArray<ServerKind>, lists: ServerLists): DomainSet<ServerKind> =>
  readDomains(kinds, (kind) => listed(lists, kind))

// WeChat may hand a domain back completed or mangled (`wss://https://a.example`, docs/vendors/wechat.md A.1.2), so the
// host is what tells which one is meant.
const hostOfMangled = (text: string): string => {
  const rest = text.slice(text.lastIndexOf('://') + 3)
  return hostOf(rest.split('/', 1).join('').toLowerCase())
}

const meant = (kind: ServerKind, sent: ReadonlyArray<Domain>, named: string): ReadonlyArray<Domain> => {
  const exact = readDomain(kind, named)
  return sent.includes(exact) ? [exact] : sent.filter((domain) => hostOf(domain) === hostOfMangled(named))
}

/**
 * Tells which of the domains that were sent WeChat named as invalid, or as without ICP filing.
 */
export const serverRejections = (
  sent: DomainSet<ServerKind>,
  kinds: ReadonlyArray<ServerKind>,
  reply: ServerReply,
): ReadonlyArray<NamedRejection<ServerKind>> =>
  kinds.flatMap((kind) => {
    const domains = sent[kind] ?? []
    const of = (names: ReadonlyArray<string>, reason: 'format' | 'no-icp') =>
      names.flatMap((name) => meant(kind, domains, name)).map((domain) => ({ kind, domain, reason }))
    return [...of(invalid(reply, kind), 'format'), ...of(reply.no_icp_domain ?? none, 'no-icp')]
  })
