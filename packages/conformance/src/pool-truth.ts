import { type Kind, type PoolVersion } from '@mini-domains/core'
import { type PoolVersions } from '@mini-domains/core/adapter'
import { type PlaceName, levelOf } from './place.js'
import { type Request, after } from './request.js'
import { type Truth, listed, truthOf } from './truth.js'
import { type Variations } from './variation.js'

/**
 * What each version of a pool lists. `published` is left out as long as the platform was never published.
 */
export interface PoolTruth {
  readonly published?: Truth
  readonly testing: Truth
}

/**
 * Says whether the vendor keeps two versions of the list at a place.
 */
export const hasVersions = ({ poolVersions }: Variations, place: PlaceName): boolean =>
  poolVersions === 'two' && levelOf(place) === 'platform'

/**
 * Brings both versions to the form in which they are compared.
 */
export const poolTruthOf = (kinds: ReadonlyArray<Kind>, { published, testing }: PoolVersions<Kind>): PoolTruth => ({
  ...(published === undefined ? {} : { published: truthOf(kinds, published) }),
  testing: truthOf(kinds, testing),
})

/**
 * The version that is in force: the published one, where there is one.
 */
export const inForce = ({ published, testing }: PoolTruth): Truth => published ?? testing

/**
 * The versions that a change writes.
 */
export const written = (
  { published, testing }: PoolTruth,
  version: PoolVersion | undefined,
): readonly [Truth, ...ReadonlyArray<Truth>] =>
  version === 'testing' || published === undefined ? [testing] : [published, testing]

/**
 * What of a kind only the testing version lists: staged for the next release.
 */
export const staged = ({ published, testing }: PoolTruth, kind: string): ReadonlyArray<string> =>
  published === undefined ? [] : listed(testing, kind).filter((domain) => !listed(published, kind).includes(domain))

/**
 * The reference model of two versions: a change for `testing` changes that one alone; a `set` for both makes the published one what
 * it says, and leaves in the other what only that has.
 */
export const afterVersions = (
  kinds: ReadonlyArray<Kind>,
  before: PoolTruth,
  request: Request,
  version: PoolVersion | undefined,
): PoolTruth => {
  const testing = after(kinds, before.testing, request, {})
  const { published } = before
  if (published === undefined) return { testing }
  if (version === 'testing') return { published, testing }
  const kept = (kind: Kind): ReadonlyArray<string> => (request.name === 'set' ? staged(before, kind) : [])
  return {
    published: after(kinds, published, request, {}),
    testing: Object.fromEntries(
      kinds.map((kind) => [kind, [...new Set([...listed(testing, kind), ...kept(kind)])].sort()]),
    ),
  }
}
