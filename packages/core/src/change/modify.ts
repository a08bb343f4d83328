import * as E from 'fp-ts/lib/Either.js'
import { type CheckedChange, type CheckedEdit, changeNames } from './change.js'
import { type DomainSet, type ListedDomains, viewOf } from '../domain/domain-set.js'
import { type Kind } from '../domain/kind.js'
import { type Evidence, type Spent, evidenceOf, spentAfterAll, spentNothing, spentOf } from '../error/details.js'
import { type DomainError } from '../error/domain-error.js'
import { cancelled } from '../error/transport-failure.js'
import { type ListCapabilities } from '../provider/capability.js'
import { type WriteReply } from '../provider/driver.js'
import { type Before, type ChangeEnd, type KnownList, type Turn } from './change-queue.js'
import { copyPool } from './copy-pool.js'
import {
  type ChangeItem,
  type ItemOutcome,
  lost,
  lostPublished,
  isKept,
  isSatisfied,
  resolveByList,
  resolveByReply,
} from './outcome.js'
import { type Diff, checkedDiff, listAfter, setOf, untouchedOf, withKinds } from './diff.js'
import { type Ended, type Target, afterWrite, isAborted, read, retryAfterRead, write } from './list-calls.js'

/**
 * A change that is to be written: what it comes to on the list as it is known.
 */
interface Edit<K extends Kind> {
  readonly target: Target<K>
  readonly change: CheckedEdit<K>
  readonly before: KnownList<K>
  /** The list before, of the versions that the change deals with. */
  readonly view: ListedDomains<K>
  readonly diff: Diff<K>
}

type End<K extends Kind> = Ended<ChangeEnd<K>>

const endOf = <K extends Kind>(
  { change, before }: Edit<K>,
  items: ReadonlyArray<ItemOutcome<K>>,
  after: KnownList<K> | undefined,
  told: Spent & Evidence,
): ChangeEnd<K> => ({
  outcome: {
    change: changeNames[change._tag],
    items,
    before: before.listed,
    ...(after === undefined ? {} : { after: after.listed }),
    ...spentOf(told),
    ...evidenceOf(told),
  },
  known: after,
})

const untouched = <K extends Kind>({ target, change, view }: Edit<K>): ReadonlyArray<ChangeItem<K>> =>
  untouchedOf(target.capabilities, change, view)

const isSatisfiedBy = <K extends Kind>(
  { call, capabilities }: Target<K>,
  listed: ListedDomains<K>,
): ((item: ChangeItem<K>) => boolean) => isSatisfied(viewOf(capabilities.kinds, call.version, listed))

// What a change took although nobody asked for it.
const losses = <K extends Kind>(edit: Edit<K>, after: ListedDomains<K>): ReadonlyArray<ItemOutcome<K>> => {
  const { call, capabilities } = edit.target
  const before = edit.before.listed
  return call.version === 'testing'
    ? lostPublished(capabilities.kinds, before, after)
    : lost(isKept(before, after), untouched(edit))
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

const readAfter = async <K extends Kind>(edit: Edit<K>): Ended<ListedDomains<K>> => {
  const { target, diff } = edit
  const kinds = [...diff.fulfilled, ...diff.items, ...untouched(edit)].map(({ kind }) => kind)
  return E.chain((listed: ListedDomains<K>) => withKinds(target.call, kinds, listed))(await read(target))
}

const isAccepted = ({ verdict }: ItemOutcome<Kind>): boolean => verdict === 'accepted'

// What follows from a reply that says of each domain whether it was taken, with nothing lost. Of a pool that is published it does not say
// which version took it.
const followed = <K extends Kind>(
  { before: { listed, by }, target, diff }: Edit<K>,
  items: ReadonlyArray<ItemOutcome<K>>,
  { rejected }: WriteReply<K>,
): KnownList<K> | undefined => {
  if (listed.versions?.published !== undefined) return undefined
  const { kinds } = target.capabilities
  const domains =
    rejected.length === 0
      ? diff.after
      : listAfter(kinds, { _tag: 'Add', domains: setOf(items.filter(isAccepted)) }, listed.domains)
  return {
    listed: listed.versions === undefined ? { domains } : { domains, versions: { testing: domains } },
    by: by === 'caller' ? 'caller' : 'reply',
  }
}

const resolveOutcome = async <K extends Kind>(edit: Edit<K>, reply: WriteReply<K>): End<K> => {
  const { target, diff, before } = edit
  const { hints } = target.capabilities
  const byReply = resolveByReply(reply, diff.items, hints)
  const known = [...byReply.values()]
  const isAccounted = known.length === diff.items.length
  const items = [...diff.fulfilled, ...known]
  // The list is as it was before. It may not have been as it was known, so whoever comes next looks.
  if (isAccounted && reply.refusedWhole) return E.right({ ...endOf(edit, items, before, reply), known: undefined })
  // A `set` that was written is always read back: it is the one write that can take more than it names.
  if (isAccounted && diff.operation._tag !== 'Set') {
    if (reply.after === undefined) return E.right(endOf(edit, items, followed(edit, known, reply), reply))
    const told = withLosses(items, losses(edit, reply.after))
    return E.right(endOf(edit, told, { listed: reply.after, by: 'vendor' }, reply))
  }
  const after = await readAfter(edit)
  if (E.isLeft(after)) return E.left(afterWrite(reply, after.left))
  const listed = after.right
  const satisfied = isSatisfiedBy(target, listed)
  const byList = resolveByList(satisfied, reply.otherwise, hints)
  const answers = new Map([...byReply, ...resolveByReply(reply, diff.fulfilled, hints)])
  // The vendor's answer counts where it is a reasoned no; a yes counts only if the list shows it.
  const resolved = (item: ChangeItem<K>): ItemOutcome<K> => {
    const answer = answers.get(item)
    return answer?.verdict === 'rejected' && !satisfied(item) ? answer : byList(item)
  }
  const seen = [...diff.fulfilled.map((item) => (satisfied(item) ? item : resolved(item))), ...diff.items.map(resolved)]
  return E.right(endOf(edit, withLosses(seen, losses(edit, listed)), { listed, by: 'vendor' }, reply))
}

// Law 8: after a write whose result is unknown, the next step is a read, never the same write.
const readBack = async <K extends Kind>(edit: Edit<K>, error: DomainError): End<K> => {
  const { target, diff } = edit
  if (error.applied !== 'unknown' || isAborted(target.call)) return E.left(retryAfterRead(error))
  const after = await readAfter(edit)
  if (E.isLeft(after)) return E.left(retryAfterRead(error))
  const listed = after.right
  const satisfied = isSatisfiedBy(target, listed)
  const nothingLost = losses(edit, listed).length === 0
  const done = nothingLost && [...diff.fulfilled, ...diff.items].every(satisfied)
  if (!done) return E.left(retryAfterRead(error))
  const items = [...diff.fulfilled, ...diff.items.map(resolveByList(satisfied, 'not-taken'))]
  return E.right(endOf(edit, items, { listed, by: 'vendor' }, { ...error, ...spentAfterAll(error) }))
}

const carriedOut = async <K extends Kind>(target: Target<K>, change: CheckedEdit<K>, before: KnownList<K>): End<K> => {
  const view = viewOf(target.capabilities.kinds, target.call.version, before.listed)
  const checked = checkedDiff(target, change, view)
  if (E.isLeft(checked)) return checked
  const diff = checked.right
  const edit: Edit<K> = { target, change, before, view, diff }
  if (diff.items.length === 0) return E.right(endOf(edit, diff.fulfilled, before, spentNothing))
  const written = await write(target, diff.operation)
  return E.isLeft(written) ? readBack(edit, written.left) : resolveOutcome(edit, written.right)
}

// What the caller has read is enough only where it has every kind that the change depends on: a `set` would take a kind left out to
// be empty, and empty it.
const isEnough = <K extends Kind>(
  { kinds, versions }: ListCapabilities<K>,
  change: CheckedChange<K>,
  observed: ListedDomains<K>,
): boolean => {
  // A program in JavaScript may give anything.
  if (observed?.domains === undefined) return false
  const needed = change._tag === 'Add' || change._tag === 'Delete' ? change.named : kinds
  const hasAll = (set: DomainSet<K> | undefined): boolean => needed.every((kind) => Array.isArray(set?.[kind]))
  if (!hasAll(observed.domains)) return false
  const both = observed.versions
  return versions === undefined || (hasAll(both?.testing) && (both?.published === undefined || hasAll(both.published)))
}

// What must not be looked up once more: what the caller observed, unless that is older than a change that this one has waited for; else what
// that one left known. A `set` repeats what it does not name, and the outcome of a copy is what differs after it: neither begins with
// less than the vendor's word.
const knownBefore = <K extends Kind>(
  { capabilities }: Target<K>,
  change: CheckedChange<K>,
  observed: ListedDomains<K> | undefined,
  before: Before<K>,
): KnownList<K> | undefined => {
  // A write of the whole list takes what was added since the look, so it begins with a look of its own.
  if (capabilities.writes === 'whole-list') return undefined
  if (before === 'nothing')
    return observed !== undefined && isEnough(capabilities, change, observed)
      ? { listed: observed, by: 'caller' }
      : undefined
  const isEdit = change._tag === 'Add' || change._tag === 'Delete'
  return before.known?.by === 'vendor' || (before.known?.by === 'reply' && isEdit) ? before.known : undefined
}

/**
 * Carries out a checked change when its turn has come: reads the list (or takes what the change before it left known, or what the caller
 * observed), writes once and only what makes a difference, and accounts for every domain: by what the vendor said, else by reading again.
 */
export const modify = async <K extends Kind>(
  target: Target<K>,
  change: CheckedChange<K>,
  observed: ListedDomains<K> | undefined,
  before: Before<K>,
): Promise<Turn<K>> => {
  // 1. The list as it is known, or else as it is read.
  if (isAborted(target.call)) return { result: E.left(cancelled(target.call, false)), known: undefined }
  let known = knownBefore(target, change, observed, before)
  if (known === undefined) {
    const listed = await read(target)
    if (E.isLeft(listed)) return { result: listed, known: undefined }
    known = { listed: listed.right, by: 'vendor' }
  }
  // 2. The change.
  const ended = await (change._tag === 'CopyPool' ? copyPool(target, known) : carriedOut(target, change, known))
  if (E.isRight(ended)) return { result: E.right(ended.right.outcome), known: ended.right.known }
  // 3. What was refused before anything was sent leaves the list as known as it was; after any other failure nobody knows it without looking.
  return { result: ended, known: ended.left._tag === 'InvalidChange' ? known : undefined }
}
