import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { type DomainError } from './domain-error.js'
import { type DomainSet } from './domain-set.js'
import { type Kind } from './kind.js'
import { listingOf } from './listing.js'
import { type Target } from './target.js'

/**
 * Reads a list: canonical, each domain once. How the vendor spells it is kept for the next write.
 */
export const readList = <K extends Kind>({
  call,
  driver,
  capabilities,
  keepSpelling,
}: Target<K>): TE.TaskEither<DomainError, DomainSet<K>> =>
  pipe(
    driver.read(call),
    TE.map((given) => {
      const { domains, spelling } = listingOf(capabilities.kinds, capabilities.limits, given)
      keepSpelling(spelling)
      return domains
    }),
  )
