import { type Domain } from './domain.js'
import { type Kind, schemeOf } from './kind.js'

/**
 * The domains of a list by kind. What `get` answers has every kind of the list, in canonical form, each domain once;
 * in a change, a kind that is left out is not touched.
 */
export type DomainSet<K extends Kind> = { readonly [P in K]?: ReadonlyArray<Domain> }

/**
 * Gives the domains of one kind; none where the kind is left out.
 */
export const domainsOf = <K extends Kind>(set: DomainSet<K>, kind: K): ReadonlyArray<Domain> => set[kind] ?? []

/**
 * Builds a set from a function that gives the domains of each kind.
 */
export const fromKinds = <K extends Kind>(
  kinds: ReadonlyArray<K>,
  domains: (kind: K) => ReadonlyArray<Domain>,
): DomainSet<K> => {
  const set: { [P in K]?: ReadonlyArray<Domain> } = {}
  for (const kind of kinds) set[kind] = domains(kind)
  return set
}

const namesSomething = (entry: string): boolean => /[^\s/]/.test(entry)

/**
 * Reads what a vendor listed, letter for letter, each entry once, in the vendor's order. A kind of which nothing is told is left out,
 * which is not the same as empty. The form in which it is compared is core's work: what an adapter rewrote here could not be sent back
 * as it stands.
 */
export const readDomains = <K extends Kind>(
  kinds: ReadonlyArray<K>,
  listed: (kind: K) => ReadonlyArray<string> | undefined,
): DomainSet<K> => {
  const set: { [P in K]?: ReadonlyArray<Domain> } = {}
  for (const kind of kinds) {
    const entries = listed(kind)
    if (entries !== undefined) set[kind] = unique(entries.filter(namesSomething))
  }
  return set
}

/**
 * Keeps the first of each domain.
 */
export const unique = (domains: ReadonlyArray<Domain>): ReadonlyArray<Domain> =>
  domains.length < 2 ? domains : [...new Set(domains)]

/**
 * Gives what is in the first list and not in the second.
 */
export const difference = (domains: ReadonlyArray<Domain>, other: ReadonlyArray<Domain>): ReadonlyArray<Domain> => {
  if (domains.length === 0 || other.length === 0) return domains
  const known = new Set(other)
  return domains.filter((domain) => !known.has(domain))
}

/**
 * Counts the domains of a set over all its kinds.
 */
export const sizeOf = <K extends Kind>(kinds: ReadonlyArray<K>, set: DomainSet<K>): number =>
  kinds.reduce((sum, kind) => sum + domainsOf(set, kind).length, 0)

/**
 * Says whether two sets list the same domains; order and duplicates do not matter.
 */
export const sameDomains = <K extends Kind>(kinds: ReadonlyArray<K>, a: DomainSet<K>, b: DomainSet<K>): boolean =>
  kinds.every(
    (kind) =>
      difference(domainsOf(a, kind), domainsOf(b, kind)).length === 0 &&
      difference(domainsOf(b, kind), domainsOf(a, kind)).length === 0,
  )

/**
 * Lists the same hosts under each kind that a list has, each with the kind's own scheme.
 *
 * The way to write one program for vendors whose lists have other kinds:
 * `hostsAs(provider.capabilities.platform.server.kinds, ['www.example.com'])`.
 */
export const hostsAs = <K extends Kind>(kinds: ReadonlyArray<K>, hosts: ReadonlyArray<string>): DomainSet<K> =>
  fromKinds(kinds, (kind) => {
    const scheme = schemeOf(kind)
    return hosts.map((host) => (scheme === 'none' ? host : `${scheme}://${host}`))
  })
