import { type Domain } from './domain.js'
import { type DomainSet, domainsOf, fromKinds, unique } from './domain-set.js'
import { type Kind } from './kind.js'

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
 * A list as it was read. By kind it tells what is in force; `versions` tells what each version of a pool lists, where the vendor
 * keeps two. In a change `versions` means nothing, so that what `get` gave can be given back.
 */
export type ListedDomains<K extends Kind> = DomainSet<K> & { readonly versions?: PoolVersions<K> }

/**
 * Puts two versions of a pool together: what is in force, which is the published one where there is one, and both.
 */
export const listedVersions = <K extends Kind>(versions: PoolVersions<K>): ListedDomains<K> => ({
  ...(versions.published ?? versions.testing),
  versions,
})

/**
 * Gives what every version lists of a kind, in the order of the one in force.
 */
export const listedEverywhere = <K extends Kind>(listed: ListedDomains<K>, kind: K): ReadonlyArray<Domain> => {
  const { versions } = listed
  if (versions?.published === undefined) return domainsOf(versions?.testing ?? listed, kind)
  const testing = new Set(domainsOf(versions.testing, kind))
  return domainsOf(versions.published, kind).filter((domain) => testing.has(domain))
}

/**
 * Gives what any version lists of a kind: first what is in force.
 */
export const listedAnywhere = <K extends Kind>(listed: ListedDomains<K>, kind: K): ReadonlyArray<Domain> => {
  const { versions } = listed
  if (versions?.published === undefined) return domainsOf(versions?.testing ?? listed, kind)
  return unique([...domainsOf(versions.published, kind), ...domainsOf(versions.testing, kind)])
}

/**
 * Gives the list that a change deals with: for `testing` only what that version lists, for `both` what is in force with each version
 * beside it, whichever of them a reader of the list is shown first.
 */
export const viewOf =
  <K extends Kind>(kinds: ReadonlyArray<K>, version: PoolVersion | undefined) =>
  (listed: ListedDomains<K>): ListedDomains<K> => {
    const { versions } = listed
    if (versions === undefined || version === undefined) return listed
    const only = version === 'testing' ? versions.testing : versions.published
    if (only === undefined) return listed
    const told = kinds.filter((kind) => only[kind] !== undefined)
    const set = fromKinds(told, (kind) => domainsOf(only, kind))
    return version === 'testing' ? set : { ...set, versions }
  }
