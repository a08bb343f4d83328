import * as E from 'fp-ts/lib/Either.js'
import { type CheckedEdit, overLimit } from './check.js'
import { type DomainError, type Where } from './domain-error.js'
import { domainsOf, sizeOf } from './domain-set.js'
import { ofRead } from './fate.js'
import { type Kind } from './kind.js'
import { invalidChange } from './local-failure.js'
import { type ListedDomains } from './pool-version.js'
import { type Aim, aimOf } from './settlement.js'
import { type Target } from './target.js'
import { unreadableReply } from './transport-failure.js'

/**
 * Makes the error of a change of a kind that the vendor does not tell: what it would do, or did, can neither be planned nor seen.
 */
export const unseen = (where: Where, kind: Kind): DomainError =>
  ofRead(unreadableReply(where, {}, { path: kind, expected: 'the domains of this kind', excerpt: '' }))

/**
 * Says what a checked change comes to on a list as it was observed, or why it cannot be made there. Nothing is sent.
 */
export const admit = <K extends Kind>(
  { call, capabilities }: Pick<Target<K>, 'call' | 'capabilities'>,
  change: CheckedEdit<K>,
  observed: ListedDomains<K>,
): E.Either<DomainError, Aim<K>> => {
  const untold = change.named.find((kind) => observed[kind] === undefined)
  if (untold !== undefined) return E.left(unseen(call, untold))
  const gone = (change.ifListed ?? []).filter(({ kind, domain }) => !domainsOf(observed, kind).includes(domain))
  if (gone.length > 0)
    return E.left(
      invalidChange(
        call,
        gone.map(({ refusal }) => refusal),
      ),
    )
  const { kinds } = capabilities
  const aim = aimOf(kinds, change, observed)
  // A list that is over a limit already may be made shorter, and a `set` may do so too.
  if (aim.wishes.length === 0 || sizeOf(kinds, aim.after) <= sizeOf(kinds, observed)) return E.right(aim)
  const excess = overLimit(capabilities, change.named, aim.after)
  return excess.length > 0 ? E.left(invalidChange(call, excess)) : E.right(aim)
}
