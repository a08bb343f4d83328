import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { type ListCapabilities } from './capability.js'
import { type CheckedChange, checkedName, overLimit } from './check.js'
import { type DomainError } from './domain-error.js'
import { type DomainSet, difference, domainsOf } from './domain-set.js'
import { type Call, type ListDriver, type WriteReply } from './driver.js'
import { invalidChange } from './failure.js'
import { type Kind } from './kind.js'
import { type ItemOutcome, type Outcome, accepted, already } from './outcome.js'
import { type Aim, aimOf, isGranted, lost, settleByLooking, settleBySaying } from './settlement.js'

/**
 * A list as a change sees it.
 */
export interface Target<K extends Kind> {
  readonly call: Call
  readonly driver: ListDriver<K>
  readonly capabilities: ListCapabilities<K>
}

type Result<K extends Kind> = TE.TaskEither<DomainError, Outcome<K>>

const isAborted = (call: Call): boolean => call.signal?.aborted === true

const untouched = <K extends Kind>(aim: Aim<K>, change: Outcome<K>['change'], before: DomainSet<K>): Outcome<K> => ({
  change,
  items: aim.fulfilled,
  before,
  modification: 'not-spent',
})

// The write is done, so a failure to look afterwards must not read as if nothing had happened.
const afterWrite =
  (reply: { readonly modification: DomainError['modification'] }) =>
  (error: DomainError): DomainError => ({
    ...error,
    fate: 'done',
    modification: reply.modification,
    retry: { when: 'after-read' },
  })

const settle =
  <K extends Kind>(target: Target<K>, aim: Aim<K>, finish: Finish<K>) =>
  (reply: WriteReply<K>): Result<K> => {
    const byWord = aim.wishes.map(settleBySaying(reply, aim.wishes.length))
    const said = byWord.filter((item) => item !== undefined)
    // A `set` is always looked at again: it is the one write that can harm what it does not name.
    if (said.length === aim.wishes.length && aim.operation._tag !== 'Set')
      return TE.right(finish(said, reply.modification, reply.requestId))
    return pipe(
      target.driver.read(target.call),
      TE.bimap(afterWrite(reply), (listed) => {
        const granted = isGranted(listed)
        const look = settleByLooking(granted, reply.otherwise)
        const items = [
          ...aim.wishes.map((wish, index) => byWord[index] ?? look(wish)),
          ...lost(granted, aim.bystanders),
        ]
        return finish(items, reply.modification, reply.requestId)
      }),
    )
  }

// Law 8: after a write whose fate is unknown, the next step is a read, never the same write.
const readBack =
  <K extends Kind>(target: Target<K>, aim: Aim<K>, finish: Finish<K>) =>
  (error: DomainError): Result<K> => {
    if (error.fate !== 'unknown' || isAborted(target.call)) return TE.left(error)
    const unsure: DomainError = { ...error, retry: { when: 'after-read' } }
    return pipe(
      target.driver.read(target.call),
      TE.mapLeft(() => unsure),
      TE.chain((listed) =>
        [...aim.wishes, ...aim.bystanders].every(isGranted(listed))
          ? TE.right(finish(aim.wishes.map(settleByLooking(isGranted(listed), 'not-taken')), 'spent', error.requestId))
          : TE.left(unsure),
      ),
    )
  }

type Finish<K extends Kind> = (
  items: ReadonlyArray<ItemOutcome<K>>,
  modification: Outcome<K>['modification'],
  requestId: string | undefined,
) => Outcome<K>

const finisher =
  <K extends Kind>(aim: Aim<K>, change: Outcome<K>['change'], before: DomainSet<K>): Finish<K> =>
  (items, modification, requestId) => ({
    change,
    items: aim.fulfilled.length === 0 ? items : [...aim.fulfilled, ...items],
    before,
    modification,
    ...(requestId === undefined ? {} : { requestId }),
  })

const edit = <K extends Kind>(
  target: Target<K>,
  change: Exclude<CheckedChange<K>, { readonly _tag: 'Adopt' }>,
  observed: DomainSet<K>,
): Result<K> => {
  const name = checkedName(change)
  const aim = aimOf(target.capabilities.kinds, change, observed)
  if (aim.wishes.length === 0) return TE.right(untouched(aim, name, observed))
  const excess = change._tag === 'Add' ? overLimit(target.capabilities, change.named, aim.after) : []
  if (excess.length > 0) return TE.left(invalidChange(target.call, excess))
  const finish = finisher(aim, name, observed)
  return pipe(
    target.driver.write(target.call, aim.operation),
    TE.matchE(readBack(target, aim, finish), settle(target, aim, finish)),
  )
}

const adopted = <K extends Kind>(
  kinds: ReadonlyArray<K>,
  before: DomainSet<K>,
  after: DomainSet<K>,
): ReadonlyArray<ItemOutcome<K>> =>
  kinds.flatMap((kind) => {
    const added = difference(domainsOf(after, kind), domainsOf(before, kind))
    const kept = difference(domainsOf(after, kind), added)
    return [
      ...kept.map((domain) => already(kind, domain, 'present')),
      ...added.map((domain) => accepted(kind, domain, 'present')),
    ]
  })

const adopt = <K extends Kind>(target: Target<K>, before: DomainSet<K>): Result<K> =>
  pipe(
    target.driver.write(target.call, { _tag: 'Adopt' }),
    TE.chain((reply) =>
      pipe(
        target.driver.read(target.call),
        TE.bimap(afterWrite(reply), (after): Outcome<K> => ({
          change: 'adopt',
          items: adopted(target.capabilities.kinds, before, after),
          before,
          modification: reply.modification,
          ...(reply.requestId === undefined ? {} : { requestId: reply.requestId }),
        })),
      ),
    ),
  )

/**
 * Carries out a checked change: looks at the list (or takes what the caller observed), writes once and only what makes a
 * difference, and accounts for every domain: by what the vendor said, else by looking again.
 */
export const modify = <K extends Kind>(
  target: Target<K>,
  change: CheckedChange<K>,
  observed: DomainSet<K> | undefined,
): Result<K> =>
  pipe(
    observed === undefined ? target.driver.read(target.call) : TE.right(observed),
    TE.chain((before) => (change._tag === 'Adopt' ? adopt(target, before) : edit(target, change, before))),
  )
