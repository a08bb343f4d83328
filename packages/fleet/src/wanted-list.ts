import { type Kind, type Refusal } from '@mini-domains/core'
import { type Domain, type ListCapabilities, parseDomain, refusal } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import { type ListName } from './list-address.js'
import { type Reason } from './plan-line.js'
import { type Wish, namedKinds, wishedDomains } from './wish.js'

/**
 * What a list is to be: canonical, with the reason of each domain. Made once for all apps that want the same.
 */
export interface WantedList {
  readonly kinds: ReadonlyArray<Kind>
  readonly domains: ReadonlyMap<Kind, ReadonlySet<Domain>>
  readonly reasons: ReadonlyMap<string, Reason>
}

/**
 * Names a domain of a kind.
 */
export const domainKey = (kind: Kind, domain: Domain): string => `${kind} ${domain}`

/**
 * Works out what a list is to be, by the rules of its vendor; or all that the vendor would refuse. `undefined` where nothing
 * is asked of the list.
 */
export const wantedList = (
  capabilities: ListCapabilities<Kind>,
  wishes: ReadonlyArray<Wish>,
  list: ListName,
): E.Either<ReadonlyArray<Refusal>, WantedList> | undefined => {
  const kinds = namedKinds(wishes, list)
  if (kinds.length === 0) return undefined
  const { ports, forbiddenHosts } = capabilities.limits
  const rules = { ports: ports.value, forbiddenHosts: forbiddenHosts.value }
  const missing = kinds.filter((kind) => !capabilities.kinds.includes(kind))
  const refusals = missing.map((kind) => refusal(kind, '', 'unknown-kind', capabilities.kinds.join(', ')))
  const domains = new Map<Kind, Set<Domain>>(kinds.map((kind) => [kind, new Set()]))
  const reasons = new Map<string, Reason>()
  for (const { kind, text, source, name, at } of wishedDomains(wishes, list)) {
    const parsed = parseDomain(kind, rules)(text)
    if (E.isLeft(parsed)) refusals.push(parsed.left)
    else {
      domains.get(kind)?.add(parsed.right)
      const place = at === undefined ? {} : { at }
      reasons.set(domainKey(kind, parsed.right), {
        kind,
        domain: parsed.right,
        intent: 'present',
        source,
        name,
        ...place,
      })
    }
  }
  return refusals.length > 0 ? E.left(refusals) : E.right({ kinds, domains, reasons })
}
