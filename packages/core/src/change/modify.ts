import { pipe } from 'fp-ts/lib/function.js'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { checkedDiff, missingKind } from './limit-check.js'
import { type ListCapabilities } from '../provider/capability.js'
import { type CheckedChange, type CheckedEdit, checkedName } from '../domain/check.js'
import { type DomainError } from '../error/domain-error.js'
import { type Evidence, evidenceOf } from '../error/details.js'
import { type DomainSet } from '../domain/domain-set.js'
import { type WriteReply } from '../provider/driver.js'
import { type Kind } from '../domain/kind.js'
import { type ItemOutcome, type Outcome } from './outcome.js'
import { type ListedDomains, viewOf } from '../domain/pool-version.js'
import { type ChangeItem, type Diff } from './diff.js'
import { lost, lostPublished, isKept, isSatisfied, resolveByList, resolveByReply } from './resolve-outcome.js'
import { type Spent, spentAfterAll, spentNothing, spentOf } from './spent.js'
import { type Target } from './target.js'
import { copyPool } from './copy-pool.js'
import { afterWrite, isAborted, read, retryAfterRead, write } from './send.js'

type Result<K extends Kind> = TE.TaskEither<DomainError, Outcome<K>>

const unchanged = <K extends Kind>(
  diff: Diff<K>,
  change: Outcome<K>['change'],
  before: ListedDomains<K>,
): Outcome<K> => ({
  change,
  items: diff.fulfilled,
  before,
  ...spentNothing,
})

const viewed = <K extends Kind>({ call, capabilities }: Target<K>, listed: ListedDomains<K>): ListedDomains<K> =>
  viewOf(capabilities.kinds, call.version)(listed)

// What a change took although nobody asked for it; not known where the list after it is not.
const losses = <K extends Kind>(
  { call, capabilities }: Target<K>,
  diff: Diff<K>,
  before: ListedDomains<K>,
  after: ListedDomains<K> | undefined,
): ReadonlyArray<ItemOutcome<K>> => {
  if (after === undefined) return []
  return call.version === 'testing'
    ? lostPublished(capabilities.kinds, before, after)
    : lost(isKept(before, after), diff.untouched)
}

// A domain is listed once: of one that is as it was asked to be in the testing version, and gone from the published one, the worse.
const withLosses = <K extends Kind>(
  items: ReadonlyArray<ItemOutcome<K>>,
  gone: ReadonlyArray<ItemOutcome<K>>,
): ReadonlyArray<ItemOutcome<K>> =>
  gone.length === 0
    ? items
    : [
        ...items.filter(
          ({ kind, domain, intent }) =>
            !gone.some((each) => each.kind === kind && each.domain === domain && each.intent === intent),
        ),
        ...gone,
      ]

// A kind that a read leaves out is not known to be empty, so nothing can be said of what was to be there or to be gone.
const withEveryKind =
  <K extends Kind>({ call }: Target<K>, { fulfilled, items }: Diff<K>) =>
  (listed: ListedDomains<K>): E.Either<DomainError, ListedDomains<K>> => {
    const missing = [...fulfilled, ...items].find(({ kind }) => listed.domains[kind] === undefined)
    return missing === undefined ? E.right(listed) : E.left(missingKind(call, missing.kind))
  }

const resolveOutcome =
  <K extends Kind>(target: Target<K>, diff: Diff<K>, before: ListedDomains<K>, finish: Finish<K>) =>
  (reply: WriteReply<K>): Result<K> => {
    const byReply = resolveByReply(reply, diff.items.length)
    const replied = diff.items.map(byReply)
    const known = replied.filter((item) => item !== undefined)
    // A `set` that was written is always read back: it is the one write that can take more than it names.
    if (known.length === diff.items.length && (reply.refusedWhole || diff.operation._tag !== 'Set'))
      return TE.right(
        finish(
          withLosses([...diff.fulfilled, ...known], losses(target, diff, before, reply.after)),
          reply,
          evidenceOf(reply),
        ),
      )
    return pipe(
      read(target),
      TE.chainEitherK(withEveryKind(target, diff)),
      TE.bimap(afterWrite(reply), (listed) => {
        const satisfied = isSatisfied(viewed(target, listed))
        const byList = resolveByList(satisfied, reply.otherwise)
        // The vendor's answer counts where it is a reasoned no; a yes counts only if the list shows it.
        const resolved = (item: ChangeItem<K>, answer: ItemOutcome<K> | undefined): ItemOutcome<K> =>
          answer?.verdict === 'rejected' && !satisfied(item) ? answer : byList(item)
        const items = [
          ...diff.fulfilled.map((item) => (satisfied(item) ? item : resolved(item, byReply(item)))),
          ...diff.items.map((item, index) => resolved(item, replied[index])),
        ]
        return finish(withLosses(items, losses(target, diff, before, listed)), reply, evidenceOf(reply))
      }),
    )
  }

// Law 8: after a write whose result is unknown, the next step is a read, never the same write.
const readBack =
  <K extends Kind>(target: Target<K>, diff: Diff<K>, before: ListedDomains<K>, finish: Finish<K>) =>
  (error: DomainError): Result<K> => {
    if (error.applied !== 'unknown' || isAborted(target.call)) return TE.left(retryAfterRead(error))
    return pipe(
      read(target),
      TE.chainEitherK(withEveryKind(target, diff)),
      TE.mapLeft(() => retryAfterRead(error)),
      TE.chain((listed) => {
        const satisfied = isSatisfied(viewed(target, listed))
        const nothingLost = losses(target, diff, before, listed).length === 0
        const done = nothingLost && [...diff.fulfilled, ...diff.items].every(satisfied)
        if (!done) return TE.left(retryAfterRead(error))
        const items = [...diff.fulfilled, ...diff.items.map(resolveByList(satisfied, 'not-taken'))]
        return TE.right(finish(items, spentAfterAll(error), evidenceOf(error)))
      }),
    )
  }

type Finish<K extends Kind> = (items: ReadonlyArray<ItemOutcome<K>>, spent: Spent, evidence: Evidence) => Outcome<K>

const finisher =
  <K extends Kind>(change: Outcome<K>['change'], before: ListedDomains<K>): Finish<K> =>
  (items, spent, evidence) => ({
    change,
    items,
    before,
    ...spentOf(spent),
    ...evidence,
  })

const edit = <K extends Kind>(target: Target<K>, change: CheckedEdit<K>, observed: ListedDomains<K>): Result<K> => {
  const name = checkedName(change)
  const checked = checkedDiff(target, change, viewed(target, observed))
  if (E.isLeft(checked)) return TE.left(checked.left)
  const diff = checked.right
  if (diff.items.length === 0) return TE.right(unchanged(diff, name, observed))
  const finish = finisher(name, observed)
  return pipe(
    write(target, diff.operation),
    TE.matchE(readBack(target, diff, observed, finish), resolveOutcome(target, diff, observed, finish)),
  )
}

// What the caller has read is enough only where it has every kind that the change depends on: a `set` would take a kind left out to
// be empty, and empty it.
const isEnough = <K extends Kind>(
  { kinds, versions }: ListCapabilities<K>,
  change: CheckedChange<K>,
  observed: ListedDomains<K> | undefined,
): observed is ListedDomains<K> => {
  const needed = change._tag === 'Add' || change._tag === 'Delete' ? change.named : kinds
  const hasAll = (set: DomainSet<K> | undefined): boolean => needed.every((kind) => Array.isArray(set?.[kind]))
  if (!hasAll(observed?.domains)) return false
  const both = observed?.versions
  return versions === undefined || (hasAll(both?.testing) && (both?.published === undefined || hasAll(both.published)))
}

/**
 * Carries out a checked change: reads the list (or takes what the caller observed), writes once and only what makes a
 * difference, and accounts for every domain: by what the vendor said, else by reading again.
 */
export const modify = <K extends Kind>(
  target: Target<K>,
  change: CheckedChange<K>,
  observed: ListedDomains<K> | undefined,
): Result<K> =>
  pipe(
    isEnough(target.capabilities, change, observed) ? TE.right(observed) : read(target),
    TE.chain((before) => (change._tag === 'CopyPool' ? copyPool(target, before) : edit(target, change, before))),
  )
