import { pipe } from 'fp-ts/lib/function.js'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { checkedDiff, unseen } from './limit-check.js'
import { type ListCapabilities } from '../provider/capability.js'
import { type CheckedChange, type CheckedEdit, checkedName } from '../domain/check.js'
import { readDomain } from '../domain/domain.js'
import { type DomainError } from '../error/domain-error.js'
import { type Evidence, evidenceOf } from '../error/details.js'
import { type DomainSet, difference, domainsOf } from '../domain/domain-set.js'
import { type Call, type WriteOperation, type WriteReply } from '../provider/driver.js'
import { ofRead } from '../error/applied.js'
import { type Kind } from '../domain/kind.js'
import { bilingual } from '../error/language.js'
import { asSpelt, listingOf, rulesOf } from '../domain/listing.js'
import { canonicalList, readList } from './read-list.js'
import { type ItemOutcome, type Outcome, accepted, already, rejected } from './outcome.js'
import { rejection } from '../error/rejection.js'
import { type ListedDomains, viewOf } from '../domain/pool-version.js'
import { type ChangeItem, type Diff } from './diff.js'
import { lost, lostPublished, isKept, isSatisfied, resolveByList, resolveByReply } from './resolve-outcome.js'
import { type Spent, spentAfterAll, spentNothing, spentOf } from './spent.js'
import { type Target } from './target.js'
import { cancelled } from '../error/transport-failure.js'

type Result<K extends Kind> = TE.TaskEither<DomainError, Outcome<K>>

const isAborted = (call: Call): boolean => call.signal?.aborted === true

// A change waits for its turn and for its look, so it may have been cancelled before anything that it sends.
const unlessAborted =
  <A>(call: Call, send: (call: Call) => TE.TaskEither<DomainError, A>): TE.TaskEither<DomainError, A> =>
  () =>
    isAborted(call) ? TE.left(cancelled(call, false))() : send(call)()

const look = <K extends Kind>(target: Target<K>): TE.TaskEither<DomainError, ListedDomains<K>> =>
  TE.mapLeft(ofRead)(unlessAborted(target.call, () => readList(target)))

// Law 16: what is listed goes out as the vendor spells it, and what the vendor says of it is understood in any spelling.
const write = <K extends Kind>(
  { call, driver, capabilities, spelling }: Target<K>,
  operation: WriteOperation<K>,
): TE.TaskEither<DomainError, WriteReply<K>> => {
  const { kinds, limits } = capabilities
  return pipe(
    unlessAborted(call, () => driver.write(call, asSpelt(kinds, spelling(), operation))),
    TE.map((reply) => ({
      ...reply,
      accepted: listingOf(kinds, limits, reply.accepted).domains,
      ...(reply.after === undefined ? {} : { after: canonicalList(capabilities, reply.after).listed }),
      rejected: reply.rejected.map((item) => ({
        ...item,
        domain: readDomain(item.kind, item.domain, rulesOf(limits)),
      })),
    })),
  )
}

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

// The write is done, so a failure to look afterwards must not read as if nothing had happened. Where a call was refused for what
// only the list can tell, domains gone meanwhile for one, it must not read as if all had been made.
const afterWrite =
  (reply: Spent & Evidence) =>
  (error: DomainError): DomainError => {
    const isRefused = reply.vendorCode !== undefined && reply.uncertain > 0
    return {
      ...error,
      ...spentOf(reply),
      applied: isRefused ? 'unknown' : 'yes',
      retry: { when: 'after-read' },
      message: isRefused
        ? `the vendor refused the change or a part of it (${reply.vendorCode}), and the list could not be read after it: ${error.message}`
        : `the change was made, but the list could not be read after it: ${error.message}`,
      hint: bilingual(
        'Read the list to see what became of each domain; do not repeat the change unseen.',
        `${isRefused ? '' : '修改已提交，'}请先读取列表确认每个域名的结果，不要直接重复修改。`,
      ),
    }
  }

// Law 8, also for who reads the error: an unknown result asks for a read, whatever the driver would do.
const unsure = (error: DomainError): DomainError =>
  error.applied === 'unknown' ? { ...error, retry: { when: 'after-read' } } : error

// What a change took although nobody asked for it; not to be seen where the list after it is not told.
const harm = <K extends Kind>(
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

// A domain is told once: of one that is as it was asked to be in the testing version, and gone from the published one, the worse.
const withHarm = <K extends Kind>(
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

// A kind that a look leaves out is not known to be empty, so nothing can be said of what was to be there or to be gone.
const told =
  <K extends Kind>({ call }: Target<K>, { fulfilled, items }: Diff<K>) =>
  (listed: ListedDomains<K>): E.Either<DomainError, ListedDomains<K>> => {
    const untold = [...fulfilled, ...items].find(({ kind }) => listed.domains[kind] === undefined)
    return untold === undefined ? E.right(listed) : E.left(unseen(call, untold.kind))
  }

const resolveOutcome =
  <K extends Kind>(target: Target<K>, diff: Diff<K>, before: ListedDomains<K>, finish: Finish<K>) =>
  (reply: WriteReply<K>): Result<K> => {
    const byReply = resolveByReply(reply, diff.items.length)
    const replied = diff.items.map(byReply)
    const known = replied.filter((item) => item !== undefined)
    // A `set` that was written is always looked at again: it is the one write that can harm more than it names.
    if (known.length === diff.items.length && (reply.refusedWhole || diff.operation._tag !== 'Set'))
      return TE.right(
        finish(
          withHarm([...diff.fulfilled, ...known], harm(target, diff, before, reply.after)),
          reply,
          evidenceOf(reply),
        ),
      )
    return pipe(
      look(target),
      TE.chainEitherK(told(target, diff)),
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
        return finish(withHarm(items, harm(target, diff, before, listed)), reply, evidenceOf(reply))
      }),
    )
  }

// Law 8: after a write whose result is unknown, the next step is a read, never the same write.
const readBack =
  <K extends Kind>(target: Target<K>, diff: Diff<K>, before: ListedDomains<K>, finish: Finish<K>) =>
  (error: DomainError): Result<K> => {
    if (error.applied !== 'unknown' || isAborted(target.call)) return TE.left(unsure(error))
    return pipe(
      look(target),
      TE.chainEitherK(told(target, diff)),
      TE.mapLeft(() => unsure(error)),
      TE.chain((listed) => {
        const satisfied = isSatisfied(viewed(target, listed))
        const unharmed = harm(target, diff, before, listed).length === 0
        const done = unharmed && [...diff.fulfilled, ...diff.items].every(satisfied)
        if (!done) return TE.left(unsure(error))
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

const copied = <K extends Kind>(
  kinds: ReadonlyArray<K>,
  before: DomainSet<K>,
  after: DomainSet<K>,
): ReadonlyArray<ItemOutcome<K>> =>
  kinds.flatMap((kind) => {
    const added = difference(domainsOf(after, kind), domainsOf(before, kind))
    const kept = difference(domainsOf(after, kind), added)
    const gone = difference(domainsOf(before, kind), domainsOf(after, kind))
    return [
      ...kept.map((domain) => already(kind, domain, 'present')),
      ...added.map((domain) => accepted(kind, domain, 'present')),
      ...gone.map((domain) => rejected(kind, domain, 'present', rejection('lost'))),
    ]
  })

const copyPool = <K extends Kind>(target: Target<K>, before: ListedDomains<K>): Result<K> =>
  pipe(
    write(target, { _tag: 'CopyPool' }),
    TE.mapLeft(unsure),
    TE.chain((reply) =>
      pipe(
        look(target),
        TE.bimap(afterWrite(reply), (after): Outcome<K> => ({
          change: 'copyPool',
          items: copied(target.capabilities.kinds, before.domains, after.domains),
          before,
          ...spentOf(reply),
          ...evidenceOf(reply),
        })),
      ),
    ),
  )

// A look that the caller took serves only where it tells all that the change depends on: from a kind left out, a `set`
// would take the kind to be empty, and empty it.
const serves = <K extends Kind>(
  { kinds, versions }: ListCapabilities<K>,
  change: CheckedChange<K>,
  observed: ListedDomains<K> | undefined,
): observed is ListedDomains<K> => {
  const needed = change._tag === 'Add' || change._tag === 'Delete' ? change.named : kinds
  const tells = (set: DomainSet<K> | undefined): boolean => needed.every((kind) => Array.isArray(set?.[kind]))
  if (!tells(observed?.domains)) return false
  const told = observed?.versions
  return versions === undefined || (tells(told?.testing) && (told?.published === undefined || tells(told.published)))
}

/**
 * Carries out a checked change: looks at the list (or takes what the caller observed), writes once and only what makes a
 * difference, and accounts for every domain: by what the vendor said, else by looking again.
 */
export const modify = <K extends Kind>(
  target: Target<K>,
  change: CheckedChange<K>,
  observed: ListedDomains<K> | undefined,
): Result<K> =>
  pipe(
    serves(target.capabilities, change, observed) ? TE.right(observed) : look(target),
    TE.chain((before) => (change._tag === 'CopyPool' ? copyPool(target, before) : edit(target, change, before))),
  )
