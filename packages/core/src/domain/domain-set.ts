import { type Domain } from './domain.js'
import { type Kind, schemes } from './kind.js'

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
export const sizeOf = <K extends Kind>(kinds: ReadonlyArray<K>, set: DomainSet<K>): number => {
  let size = 0
  for (const kind of kinds) size += domainsOf(set, kind).length
  return size
}

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
    const scheme = schemes[kind]
    return hosts.map((host) => (scheme === 'none' ? host : `${scheme}://${host}`))
  })

/**
 * Which versions of a platform pool a change is for, where a vendor keeps two: the one of the published platform with the one
 * under test, or only the latter.
 */
export type PoolVersion = 'both' | 'testing'

/**
 * What each version of a pool lists. `published` is left out as long as the platform was never published.
 */
export interface PoolVersions<K extends Kind> {
  readonly published?: DomainSet<K>
  readonly testing: DomainSet<K>
}

/**
 * A list as it was read. To give it back in a change, name its `domains`: `list.set(listed.domains)`.
 */
export interface ListedDomains<K extends Kind> {
  /** What is in force, by kind, each domain once and in canonical form. A kind that the vendor left out is left out here too. */
  readonly domains: DomainSet<K>
  /** What each version of a pool lists, where the vendor keeps two (`capabilities.platform.server.versions`). */
  readonly versions?: PoolVersions<K>
  /** How many modifications were made this month, by any hand, where the vendor tells it with the list. */
  readonly modifications?: number
  /** How many domains each kind takes, where the vendor tells it with the list (`tellsPerKind` of its capabilities). */
  readonly perKind?: number
}

/**
 * Makes the list of a vendor that keeps one version of it.
 */
export const listedOf = <K extends Kind>(domains: DomainSet<K>): ListedDomains<K> => ({ domains })

/**
 * Puts two versions of a pool together: what is in force, which is the published one where there is one, and both.
 */
export const listedVersions = <K extends Kind>(versions: PoolVersions<K>): ListedDomains<K> => ({
  domains: versions.published ?? versions.testing,
  versions,
})

/**
 * Gives what every version lists of a kind, in the order of the one in force.
 */
export const listedEverywhere = <K extends Kind>(listed: ListedDomains<K>, kind: K): ReadonlyArray<Domain> => {
  const { versions } = listed
  if (versions?.published === undefined) return domainsOf(versions?.testing ?? listed.domains, kind)
  const testing = new Set(domainsOf(versions.testing, kind))
  return domainsOf(versions.published, kind).filter((domain) => testing.has(domain))
}

/**
 * Gives what any version lists of a kind: first what is in force.
 */
export const listedAnywhere = <K extends Kind>(listed: ListedDomains<K>, kind: K): ReadonlyArray<Domain> => {
  const { versions } = listed
  if (versions?.published === undefined) return domainsOf(versions?.testing ?? listed.domains, kind)
  return unique([...domainsOf(versions.published, kind), ...domainsOf(versions.testing, kind)])
}

/**
 * Gives the list that a change deals with: for `testing` only what that version lists, for `both` what is in force with each version
 * beside it, whichever of them a reader of the list is shown first.
 */
export const viewOf = <K extends Kind>(
  kinds: ReadonlyArray<K>,
  version: PoolVersion | undefined,
  listed: ListedDomains<K>,
): ListedDomains<K> => {
  const { versions } = listed
  if (versions === undefined || version === undefined) return listed
  const only = version === 'testing' ? versions.testing : versions.published
  if (only === undefined) return listed
  const told = kinds.filter((kind) => only[kind] !== undefined)
  const domains = fromKinds(told, (kind) => domainsOf(only, kind))
  return version === 'testing' ? { domains } : { domains, versions }
}
