import { type DomainSet, type EffectiveDomains, type ServerKind, domainsOf } from '@mini-domains/core'
import {
  type DomainRules,
  type ListDriver,
  type NamedRejection,
  listWriter,
  parseDomain,
  readDomain,
  readDomains,
  writeSteps,
} from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { appServerKinds as kinds } from '../capabilities.js'
import { type Session, setRulesOf } from '../config.js'
import { appServerLimits } from '../limits.js'
import { Texts, orNothing } from '../wire/reply.js'
import { type ListStep, type WriteRequest, nothingNamed, readCall, writeCall } from './list-calls.js'
import { matchNames } from './match-names.js'

type AppKind = (typeof kinds)[number]

/**
 * WeChat's name of each kind, in the order of its document (docs/vendors/wechat.md A.1.1).
 */
const fields = {
  request: 'requestdomain',
  socket: 'wsrequestdomain',
  upload: 'uploaddomain',
  download: 'downloaddomain',
  udp: 'udpdomain',
  tcp: 'tcpdomain',
} as const satisfies Readonly<Record<AppKind, string>>

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
const ServerLists = t.type(lists, 'lists of server domains')

type ServerLists = t.TypeOf<typeof ServerLists>

/**
 * A reply to a change: the lists of what was taken, of what was invalid, and the domains without ICP filing
 * (docs/vendors/wechat.md A.1.2).
 */
const ServerReply = t.type(
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

type ServerReply = t.TypeOf<typeof ServerReply>

const EffectiveReply = t.type({
  effective_domain: ServerLists,
  mp_domain: orNothing(ServerLists),
  third_domain: orNothing(ServerLists),
  direct_domain: orNothing(ServerLists),
})

const documented = ['requestdomain', 'wsrequestdomain', 'uploaddomain', 'downloaddomain'] as const

/**
 * Gives the first of the four lists that every reply to `get` has since the oldest page (docs/vendors/wechat.md A.1.2) and
 * that this one has not. A list that is missing is not an empty list: a `set` would empty it.
 */
const missingList = (lists: Readonly<Record<string, unknown>>): string | undefined => {
  for (const field of documented) if (lists[field] === undefined) return field
  return undefined
}

const missingEffective = ({ effective_domain: lists }: t.TypeOf<typeof EffectiveReply>): string | undefined => {
  const field = missingList(lists)
  return field === undefined ? undefined : `effective_domain.${field}`
}

/**
 * Reads the lists as domains. Replies of the oldest pages have no udp and tcp (docs/vendors/wechat.md A.1.2).
 */
const serverDomains = (reply: ServerLists): DomainSet<ServerKind> => readDomains(kinds, (kind) => reply[fields[kind]])

/**
 * Writes a change with its kinds under WeChat's names; a kind that is left out is left out here too.
 */
const serverBody = ({ action, domains }: ListStep<ServerKind>): Readonly<Record<string, unknown>> => {
  const body: Record<string, unknown> = { action }
  for (const kind of kinds) if (domains[kind] !== undefined) body[fields[kind]] = domainsOf(domains, kind)
  return body
}

const effectiveOf = (reply: t.TypeOf<typeof EffectiveReply>): EffectiveDomains<ServerKind> => ({
  effective: serverDomains(reply.effective_domain),
  origins: {
    ...(reply.mp_domain === undefined ? {} : { console: serverDomains(reply.mp_domain) }),
    ...(reply.third_domain === undefined ? {} : { platform: serverDomains(reply.third_domain) }),
    ...(reply.direct_domain === undefined ? {} : { direct: serverDomains(reply.direct_domain) }),
  },
})

/**
 * Why WeChat names a domain in `invalid_…` where its code does not say it, by who takes the domain: `not-in-pool` through the pool,
 * which its staff ask about first (docs/vendors/wechat.md A.1.2); without a pool it failed a check that is not named.
 */
type InvalidReason = 'not-in-pool' | 'not-verified'

const form: DomainRules = {
  ports: appServerLimits.ports.value,
  forbiddenHosts: appServerLimits.forbiddenHosts.value,
}

// The name as WeChat gives it back: what it found wrong shows in it (`wss://https://a.example.com`, docs/vendors/wechat.md A.1.2).
// What is sent has passed the checks of core, except what was listed before, and what other limits in a config let through.
const breaksForm = (kind: ServerKind, name: string): boolean =>
  E.isLeft(parseDomain(kind, form)(readDomain(kind, name)))

const none: ReadonlyArray<string> = []

const invalidFields = kinds.map((kind) => `invalid_${fields[kind]}` as const)

/**
 * Tells which of the domains that were sent WeChat named as invalid, or as without ICP filing; both for one that is in both
 * lists. `format` says that the reply's code speaks of the form.
 */
const rejections = (
  sent: DomainSet<ServerKind>,
  reply: ServerReply,
  reason: InvalidReason | 'format',
): ReadonlyArray<NamedRejection<ServerKind>> =>
  kinds.flatMap((kind) => {
    const find = matchNames(kind, domainsOf(sent, kind), serverDomains(reply)[kind] ?? [])
    const unfiled = find(reply.no_icp_domain ?? none).map((domain) => ({ kind, domain, reason: 'no-icp' as const }))
    const names = reply[`invalid_${fields[kind]}`] ?? none
    const broken = new Set(find(reason === 'format' ? names : names.filter((name) => breaksForm(kind, name))))
    const invalids = find(names).map((domain): NamedRejection<ServerKind> =>
      broken.has(domain) ? { kind, domain, reason: 'format' } : { kind, domain, reason, attribution: 'presumed' },
    )
    return [...unfiled, ...invalids]
  })

/**
 * Makes what reads the reply to a change: what was taken, and what it names as rejected, whether ours or not.
 */
const replyReader =
  (otherwise: InvalidReason): WriteRequest<ServerReply, ServerKind>['read'] =>
  (reply, { action, domains }, code) => {
    // A `delete` may list what is left or what went; only what a list shows afterwards is sure (A.1.5).
    if (action === 'delete') return nothingNamed
    const reason: InvalidReason | 'format' = code?.otherwise === 'format' ? 'format' : otherwise
    const accepted = serverDomains(reply)
    const unfiled = (reply.no_icp_domain ?? none).length > 0
    let invalid = false
    for (const field of invalidFields) invalid ||= (reply[field] ?? none).length > 0
    // Most replies name nothing, and what a name means is expensive to find out.
    if (!unfiled && !invalid) return { accepted, rejected: [], named: [] }
    return {
      accepted,
      rejected: rejections(domains, reply, reason),
      named: [...(invalid ? [reason] : []), ...(unfiled ? ['no-icp' as const] : [])],
    }
  }

/**
 * An app's server domains: `modify_domain`, or its `_directly` twin (docs/vendors/wechat.md A.1, A.2.1, A.2.4).
 */
export const serverDomainsDriver = ({ client, config, capabilities }: Session): ListDriver<ServerKind> => {
  const direct = config.appDomains === 'direct'
  const rules = setRulesOf(config)
  const endpoint = direct ? 'app-server-direct' : 'app-server'
  const send = writeCall(client, {
    endpoint,
    body: serverBody,
    codec: ServerReply,
    read: replyReader(direct ? 'not-verified' : 'not-in-pool'),
    otherwise: direct ? 'not-taken' : 'not-in-pool',
  })
  return {
    read: readCall(client, {
      endpoint,
      body: { action: 'get' },
      codec: ServerLists,
      missing: missingList,
      read: (lists) => ({ domains: serverDomains(lists) }),
    }),
    ...listWriter({ steps: (operation) => writeSteps(capabilities.app.server, rules, operation), send }),
    effective: readCall(client, {
      endpoint: 'app-server-effective',
      body: {},
      codec: EffectiveReply,
      missing: missingEffective,
      read: effectiveOf,
    }),
  }
}
