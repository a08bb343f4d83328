import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import {
  type DomainSet,
  type PoolVersion,
  difference,
  domainsOf,
  fromKinds,
  sizeOf,
  unique,
} from '../domain/domain-set.js'
import { type Kind } from '../domain/kind.js'
import { afterRead } from '../error/actor.js'
import { type Evidence, type Spent, evidenceOf, spentTogether } from '../error/details.js'
import { type DomainError } from '../error/domain-error.js'
import { bilingual } from '../error/language.js'
import { messageOf } from '../error/meaning.js'
import { messageFields } from '../error/message.js'
import { unsupported } from '../error/local-failure.js'
import { type Call, type ListDriver, type WriteOperation, type WriteReply } from '../provider/driver.js'
import { type ListLimits } from '../provider/limit.js'

/**
 * One call of a write: an action, and the domains of the kinds that it names.
 */
export interface WriteStep<K extends Kind> {
  readonly action: 'add' | 'delete' | 'set'
  readonly domains: DomainSet<K>
}

/**
 * The calls of a write, one after the other. The vendor counts each as a modification.
 */
export type WriteSteps<K extends Kind> = readonly [first: WriteStep<K>, second?: WriteStep<K>]

/**
 * A write that names its domains.
 */
export type EditOperation<K extends Kind> = Exclude<WriteOperation<K>, { readonly _tag: 'CopyPool' }>

/**
 * A write that overwrites.
 */
export type SetOperation<K extends Kind> = Extract<WriteOperation<K>, { readonly _tag: 'Set' }>

/**
 * What a vendor makes of a `set`: whether it has to repeat the kinds that the change does not name, and how a kind is cleared: by sending
 * it with nothing in it, or by deleting what it lists.
 */
export interface SetRules {
  readonly setSends: 'every-kind' | 'named'
  readonly emptySet: 'send' | 'delete'
}

/**
 * What a list has room for.
 */
export interface ListRoom<K extends Kind> {
  readonly kinds: ReadonlyArray<K>
  readonly limits: Pick<ListLimits, 'perKind' | 'total'>
}

const hasRoom = <K extends Kind>({ kinds, limits }: ListRoom<K>, set: DomainSet<K>): boolean =>
  kinds.every((kind) => domainsOf(set, kind).length <= (limits.perKind?.value ?? Infinity)) &&
  sizeOf(kinds, set) <= (limits.total?.value ?? Infinity)

/**
 * Makes the calls that add some domains and delete others. The `add` comes first, so that nothing is missing if the second fails, unless
 * there is room for it only then.
 */
export const addAndDelete = <K extends Kind>(
  added: DomainSet<K>,
  deleted: DomainSet<K>,
  addFirst: () => boolean,
): WriteSteps<K> => {
  const isEmpty = (set: DomainSet<K>): boolean => Object.keys(set).length === 0
  const add: WriteStep<K> = { action: 'add', domains: added }
  const take: WriteStep<K> = { action: 'delete', domains: deleted }
  if (isEmpty(added)) return [take]
  if (isEmpty(deleted)) return [add]
  return addFirst() ? [add, take] : [take, add]
}

const beyond = <K extends Kind>(named: ReadonlyArray<K>, set: DomainSet<K>, other: DomainSet<K>): DomainSet<K> => {
  const extra = (kind: K) => difference(domainsOf(set, kind), domainsOf(other, kind))
  return fromKinds(
    named.filter((kind) => extra(kind).length > 0),
    extra,
  )
}

/**
 * Does the work of a `set` by an `add` and a `delete` of the kinds that it names, which repeat nothing of the others.
 */
export const setInParts = <K extends Kind>(
  room: ListRoom<K>,
  { domains, named, observed }: SetOperation<K>,
): WriteSteps<K> => {
  const added = beyond(named, domains, observed.domains)
  const both = (kind: K) => unique([...domainsOf(observed.domains, kind), ...domainsOf(added, kind)])
  return addAndDelete(added, beyond(named, observed.domains, domains), () => hasRoom(room, fromKinds(room.kinds, both)))
}

/**
 * Splits a write into its calls: one for each, except a `set` that the vendor cannot do in one: it clears a kind where that is not done by
 * sending it empty, or would have to repeat a kind that was not read.
 */
export const writeSteps = <K extends Kind>(
  room: ListRoom<K>,
  { setSends, emptySet }: SetRules,
  operation: EditOperation<K>,
): WriteSteps<K> => {
  if (operation._tag === 'Add') return [{ action: 'add', domains: operation.domains }]
  if (operation._tag === 'Delete') return [{ action: 'delete', domains: operation.domains }]
  const { domains, named, observed } = operation
  const sent = setSends === 'named' ? room.kinds.filter((kind) => named.includes(kind)) : room.kinds
  const isUnread = (kind: K): boolean => observed.domains[kind] === undefined
  const isCleared = (kind: K): boolean =>
    domainsOf(domains, kind).length === 0 && domainsOf(observed.domains, kind).length > 0
  return sent.some(isUnread) || (emptySet === 'delete' && named.some(isCleared))
    ? setInParts(room, operation)
    : [{ action: 'set', domains: fromKinds(sent, (kind) => domainsOf(domains, kind)) }]
}

/**
 * Adds what an earlier, refused call spent to the end of a write that was made in its place.
 */
export const alsoSpent = <K extends Kind>(
  spent: Spent,
): ((write: TE.TaskEither<DomainError, WriteReply<K>>) => TE.TaskEither<DomainError, WriteReply<K>>) =>
  TE.bimap(
    (error: DomainError): DomainError => ({ ...error, ...spentTogether(spent, error) }),
    (reply: WriteReply<K>): WriteReply<K> => ({ ...reply, ...spentTogether(spent, reply) }),
  )

// What the first of two calls did stays done, so a failure of the second must not read as if nothing had happened.
const halfDone =
  (first: Spent) =>
  (error: DomainError): DomainError => {
    const { en, zh } = messageOf(error)
    return {
      ...error,
      ...spentTogether(first, error),
      ...messageFields(
        `the first of two calls was made, but the second failed: ${en}`,
        `两次调用中第一次已完成，第二次失败：${zh}`,
      ),
      applied: 'unknown',
      retry: afterRead,
      hint: bilingual(
        `The list was changed in part: read it, then ask for what is missing. ${error.hint.en}`,
        `列表已修改一部分：请先读取列表，再补上缺少的部分。${error.hint.zh}`,
      ),
    }
  }

// The words of a refusal are worth more than those of a success; of two alike the later count.
const evidenceOfBoth = (first: Evidence, second: Evidence): Evidence =>
  evidenceOf(second.vendorCode === undefined && first.vendorCode !== undefined ? first : second)

const together =
  <K extends Kind>(adds: 'first' | 'second', first: WriteReply<K>) =>
  (second: WriteReply<K>): WriteReply<K> => {
    const kinds = new Set([first, second].flatMap(({ accepted }) => kindsOf(accepted)))
    return {
      accepted: fromKinds([...kinds], (kind) =>
        unique([...domainsOf(first.accepted, kind), ...domainsOf(second.accepted, kind)]),
      ),
      rejected: [...first.rejected, ...second.rejected],
      // Why something is missing is said by the call that was to bring it.
      otherwise: adds === 'first' ? first.otherwise : second.otherwise,
      ...(second.after === undefined ? {} : { after: second.after }),
      refusedWhole: false,
      ...spentTogether(first, second),
      ...evidenceOfBoth(first, second),
    }
  }

const kindsOf = <K extends Kind>(set: DomainSet<K>): ReadonlyArray<K> => {
  const kinds: Array<K> = []
  for (const kind in set) kinds.push(kind)
  return kinds
}

/**
 * Makes the calls of a write one after the other. A first one that is refused as a whole has changed nothing and ends it; where the
 * second fails, the error says that the list was changed in part, and must be read.
 */
export const inSteps = <K extends Kind>(
  [first, second]: WriteSteps<K>,
  send: (step: WriteStep<K>) => TE.TaskEither<DomainError, WriteReply<K>>,
): TE.TaskEither<DomainError, WriteReply<K>> =>
  second === undefined
    ? send(first)
    : pipe(
        send(first),
        TE.chain((reply) =>
          reply.refusedWhole
            ? TE.right(reply)
            : TE.bimap(halfDone(reply), together(second.action === 'add' ? 'second' : 'first', reply))(send(second)),
        ),
      )

const noCopy = bilingual('This list has no call that copies the pool.', '该列表没有整体导入接口。')

/**
 * How a vendor writes a list.
 */
export interface ListWriter<K extends Kind> {
  readonly steps: (operation: EditOperation<K>, version: PoolVersion | undefined) => WriteSteps<K>
  /** Makes one call. */
  readonly send: (
    call: Call,
    step: WriteStep<K>,
    operation: EditOperation<K>,
  ) => TE.TaskEither<DomainError, WriteReply<K>>
  /** Copies the platform pool; left out where the vendor has no such call, which is then refused with nothing sent. */
  readonly copyPool?: (call: Call) => TE.TaskEither<DomainError, WriteReply<K>>
}

/**
 * Makes the `write` of a list and its `cost` of the same calls, so that one counts what the other makes.
 */
export const listWriter = <K extends Kind>({
  steps,
  send,
  copyPool,
}: ListWriter<K>): Required<Pick<ListDriver<K>, 'write' | 'cost'>> => ({
  write: (call, operation) => {
    if (operation._tag === 'CopyPool') return copyPool?.(call) ?? TE.left(unsupported(call, noCopy, ''))
    const [first, second] = steps(operation, call.version)
    if (second === undefined) return send(call, first, operation)
    return inSteps([first, second], (step) => send(call, step, operation))
  },
  cost: (operation, version) => (operation._tag === 'CopyPool' ? 1 : steps(operation, version).length),
})
