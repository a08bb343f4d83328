import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { type ListCapabilities } from '../provider/capability.js'
import { type DomainError } from '../error/domain-error.js'
import { type DomainSet, fromKinds } from '../domain/domain-set.js'
import { type Kind } from '../domain/kind.js'
import { type Spelling, listingOf } from '../domain/listing.js'
import { type ListedDomains, listedAnywhere } from '../domain/pool-version.js'
import { type Target } from './target.js'

/**
 * Puts a list as an adapter gave it into canonical form, each version of a pool for itself, and gives how the vendor spells what any
 * version lists.
 */
export const canonicalList = <K extends Kind>(
  { kinds, limits }: ListCapabilities<K>,
  given: ListedDomains<K>,
): { readonly listed: ListedDomains<K>; readonly spelling: Spelling<K> } => {
  const { domains, spelling } = listingOf(kinds, limits, given)
  const { versions } = given
  if (versions === undefined) return { listed: domains, spelling }
  const read = (set: DomainSet<K>): DomainSet<K> => listingOf(kinds, limits, set).domains
  const published = versions.published === undefined ? {} : { published: read(versions.published) }
  const everything = fromKinds(kinds, (kind) => listedAnywhere(given, kind))
  return {
    listed: { ...domains, versions: { ...published, testing: read(versions.testing) } },
    spelling: listingOf(kinds, limits, everything).spelling,
  }
}

/**
 * Reads a list: canonical, each domain once. How the vendor spells it is kept for the next write.
 */
export const readList = <K extends Kind>({
  call,
  driver,
  capabilities,
  keepSpelling,
}: Target<K>): TE.TaskEither<DomainError, ListedDomains<K>> =>
  pipe(
    driver.read(call),
    TE.map((given) => {
      const { listed, spelling } = canonicalList(capabilities, given)
      keepSpelling(spelling)
      return listed
    }),
  )
