import * as E from 'fp-ts/lib/Either.js'
import { type ListCapabilities } from '../provider/capability.js'
import { type CheckedEdit, overLimit } from '../domain/check.js'
import { type DomainError } from '../error/domain-error.js'
import { type Where } from '../error/details.js'
import { type DomainSet, difference, domainsOf, fromKinds, sizeOf, unique } from '../domain/domain-set.js'
import { ofRead } from '../error/applied.js'
import { type Kind } from '../domain/kind.js'
import { bilingual } from '../error/language.js'
import { invalidChange } from '../error/local-failure.js'
import { type ListedDomains, listedAnywhere } from '../domain/pool-version.js'
import { type Refusal } from '../error/refusal.js'
import { type Diff, listAfter, diffOf } from './diff.js'
import { type Target } from './list-calls.js'
import { unreadableReply } from '../error/transport-failure.js'

// What a change of a kind would do, or did, that the vendor's list lacks can neither be planned nor seen.
const missingKind = (where: Where, kind: Kind): DomainError =>
  ofRead(unreadableReply(where, {}, { path: kind, expected: 'the domains of this kind', excerpt: '' }))

/**
 * Takes a list only where it has each of these kinds: one that is left out is not known to be empty, so nothing can be said of what was
 * to be there or to be gone.
 */
export const withKinds =
  <K extends Kind>(where: Where, kinds: ReadonlyArray<K>) =>
  (listed: ListedDomains<K>): E.Either<DomainError, ListedDomains<K>> => {
    const missing = kinds.find((kind) => listed.domains[kind] === undefined)
    return missing === undefined ? E.right(listed) : E.left(missingKind(where, missing))
  }

// A list that is over a limit already may be made shorter, and a `set` may do so too.
const excessOf = <K extends Kind>(
  capabilities: ListCapabilities<K>,
  { named }: CheckedEdit<K>,
  before: DomainSet<K>,
  after: DomainSet<K>,
): ReadonlyArray<Refusal> =>
  sizeOf(capabilities.kinds, after) <= sizeOf(capabilities.kinds, before) ? [] : overLimit(capabilities, named, after)

const inTesting = ({ hint, ...rest }: Refusal): Refusal => ({
  ...rest,
  hint: bilingual(`${hint.en} It is the testing version that is full.`, `${hint.zh}已满的是测试版。`),
})

// What the testing version would list: a `set` for both versions leaves there what only that version has.
const testingAfter = <K extends Kind>(
  { kinds }: ListCapabilities<K>,
  change: CheckedEdit<K>,
  testing: DomainSet<K>,
  published: DomainSet<K>,
): DomainSet<K> => {
  const after = listAfter(kinds, change, testing)
  if (change._tag !== 'Set') return after
  return fromKinds(kinds, (kind) =>
    unique([...difference(domainsOf(testing, kind), domainsOf(published, kind)), ...domainsOf(after, kind)]),
  )
}

// Each version that a change writes is a list of its own, and has to hold what it would list.
const beyondLimits = <K extends Kind>(
  capabilities: ListCapabilities<K>,
  change: CheckedEdit<K>,
  observed: ListedDomains<K>,
  after: DomainSet<K>,
): ReadonlyArray<Refusal> => {
  const { published, testing } = observed.versions ?? {}
  const excess = excessOf(capabilities, change, observed.domains, after)
  if (excess.length > 0 || published === undefined || testing === undefined) return excess
  return excessOf(capabilities, change, testing, testingAfter(capabilities, change, testing, published)).map(inTesting)
}

/**
 * Says what a checked change comes to on a list as it was observed, or why it cannot be made there. Nothing is sent.
 */
export const checkedDiff = <K extends Kind>(
  { call, capabilities }: Pick<Target<K>, 'call' | 'capabilities'>,
  change: CheckedEdit<K>,
  observed: ListedDomains<K>,
): E.Either<DomainError, Diff<K>> => {
  const whole = withKinds<K>(call, change.named)(observed)
  if (E.isLeft(whole)) return whole
  const gone = (change.ifListed ?? []).filter(({ kind, domain }) => !listedAnywhere(observed, kind).includes(domain))
  if (gone.length > 0)
    return E.left(
      invalidChange(
        call,
        gone.map(({ refusal }) => refusal),
      ),
    )
  const { kinds } = capabilities
  const diff = diffOf(kinds, change, observed)
  if (diff.items.length === 0) return E.right(diff)
  const excess = beyondLimits(capabilities, change, observed, diff.after)
  return excess.length > 0 ? E.left(invalidChange(call, excess)) : E.right(diff)
}
