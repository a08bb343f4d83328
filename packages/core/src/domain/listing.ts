import * as E from 'fp-ts/lib/Either.js'
import { type Domain, type DomainRules, canonicalDomain, readDomain } from './domain.js'
import { type DomainSet, domainsOf, fromKinds, unique } from './domain-set.js'
import { type WriteOperation } from '../provider/driver.js'
import { type Kind } from './kind.js'
import { type ListLimits } from '../provider/limit.js'

/**
 * How a vendor spells the domains of a kind of which it spells one otherwise than in canonical form, or lists one that the rules of today
 * refuse; each spelling once.
 */
export type Spelling<K extends Kind> = ReadonlyMap<K, ReadonlyMap<Domain, ReadonlyArray<string>>>

/**
 * A list as it was read: canonical, to compare by, and the vendor's own spelling, to send back.
 */
export interface Listing<K extends Kind> {
  readonly domains: DomainSet<K>
  readonly spelling: Spelling<K>
}

/**
 * Gives the rules of a list by which its domains are read and written.
 */
export const rulesOf = ({ ports, forbiddenHosts, defaultPort, http }: ListLimits): DomainRules => ({
  ports: ports.value,
  forbiddenHosts: forbiddenHosts.value,
  ...(defaultPort === undefined ? {} : { defaultPort: defaultPort.value }),
  ...(http === undefined ? {} : { http: http.value }),
})

/**
 * Reads a list as an adapter gave it. A kind that is left out stays left out.
 */
export const listingOf = <K extends Kind>(
  kinds: ReadonlyArray<K>,
  limits: ListLimits,
  given: DomainSet<K>,
): Listing<K> => {
  const rules = rulesOf(limits)
  const spelling = new Map<K, ReadonlyMap<Domain, ReadonlyArray<string>>>()
  const domains: { [P in K]?: ReadonlyArray<Domain> } = {}
  for (const kind of kinds) {
    const texts = given[kind]
    if (texts === undefined) continue
    const spelt = new Map<Domain, Array<string>>()
    let isOdd = false
    for (const text of texts) {
      // Nearly all that is listed is as it would be added today.
      const today = canonicalDomain(kind, rules, text)
      const domain = E.isRight(today) ? today.right : readDomain(kind, text, rules)
      isOdd ||= domain !== text || E.isLeft(today)
      const known = spelt.get(domain)
      if (known === undefined) spelt.set(domain, [text])
      else if (!known.includes(text)) known.push(text)
    }
    domains[kind] = isOdd ? [...spelt.keys()] : unique(texts)
    if (isOdd) spelling.set(kind, spelt)
  }
  return { domains, spelling }
}

const spelt = <K extends Kind>(spelling: Spelling<K>, set: DomainSet<K>, kinds: ReadonlyArray<K>): DomainSet<K> =>
  fromKinds(
    kinds.filter((kind) => set[kind] !== undefined),
    (kind) => {
      const known = spelling.get(kind)
      const domains = domainsOf(set, kind)
      return known === undefined ? domains : domains.flatMap((domain) => known.get(domain) ?? [domain])
    },
  )

/**
 * Puts what is listed already into the vendor's own spelling, so that a write sends it letter for letter.
 */
export const asSpelt = <K extends Kind>(
  kinds: ReadonlyArray<K>,
  spelling: Spelling<K>,
  operation: WriteOperation<K>,
): WriteOperation<K> => {
  if (operation._tag === 'CopyPool') return operation
  const domains = spelt(spelling, operation.domains, kinds)
  return operation._tag === 'Set'
    ? {
        ...operation,
        domains,
        observed: { ...operation.observed, domains: spelt(spelling, operation.observed.domains, kinds) },
      }
    : { ...operation, domains }
}

/**
 * Remembers of each list how the vendor spelt it when it was last read, where that is not in canonical form.
 */
export interface ListingMemory<K extends Kind> {
  readonly spellings: ReadonlyMap<string, Spelling<K>>
  readonly keep: (list: string, spelling: Spelling<K>) => void
}

const maxLists = 10_000

/**
 * Makes a memory of the last 10,000 lists that hold another spelling.
 */
export const listingMemory = <K extends Kind>(): ListingMemory<K> => {
  const spellings = new Map<string, Spelling<K>>()
  return {
    spellings,
    keep: (list, spelling) => {
      spellings.delete(list)
      if (spelling.size === 0) return
      spellings.set(list, spelling)
      const [oldest] = spellings.keys()
      if (spellings.size > maxLists && oldest !== undefined) spellings.delete(oldest)
    },
  }
}
