import { type DomainError, type Kind } from '@mini-domains/core'
import {
  type RejectionReason,
  type Spent,
  type WriteOperation,
  type WriteReply,
  afterRead,
  spentTogether,
  messageFields,
  messageOf,
} from '@mini-domains/core/adapter'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { type Readings } from './config.js'
import { type ListShape, filledKinds } from './list-shape.js'
import { type Overwrite, type Step, type Steps, piecemealSteps, stepsOf } from './write-steps.js'

type Reply<K extends Kind> = TE.TaskEither<DomainError, WriteReply<K>>

/**
 * Makes one call of a write.
 */
export type Act<K extends Kind> = (step: Step<K>) => Reply<K>

// The first call has changed the list, so whatever became of the second, only a look tells how the list is now.
const half =
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
    }
  }

const inTurn = <K extends Kind>(act: Act<K>, [first, second]: Steps<K>): Reply<K> => {
  if (second === undefined) return act(first)
  const both = (one: Spent) => (other: WriteReply<K>) => ({
    ...other,
    ...spentTogether(one, other),
    refusedWhole: false,
  })
  return pipe(
    act(first),
    TE.chain((done) => (done.refusedWhole ? TE.right(done) : TE.bimap(half(done), both(done))(act(second)))),
  )
}

const repeatsOthers = <K extends Kind>(
  shape: ListShape<K>,
  readings: Readings,
  { named, observed }: Overwrite<K>,
): boolean =>
  readings.setSends === 'every-kind' && filledKinds(shape, observed.domains).some((kind) => !named.includes(kind))

// What an entry that was only repeated may be refused for: the pool has shrunk, or its form is judged again (docs/vendors/baidu.md
// B.1.4).
const ofOldEntries: ReadonlyArray<RejectionReason> = ['not-in-pool', 'format']

/**
 * Overwrites a list; where the whole call is refused for a domain outside the pool or for the form of one, it may be an old one
 * of a kind that was only repeated. Nothing was changed then, and the named kinds are changed without the others. Whether the
 * refused call counts is not documented (docs/vendors/baidu.md B.1.4).
 */
const overwriting = <K extends Kind>(
  shape: ListShape<K>,
  readings: Readings,
  act: Act<K>,
  operation: Overwrite<K>,
): Reply<K> => {
  const withRefused = (refused: Spent) =>
    TE.bimap(
      (error: DomainError): DomainError => ({ ...error, ...spentTogether(refused, error) }),
      (reply: WriteReply<K>): WriteReply<K> => ({ ...reply, ...spentTogether(refused, reply) }),
    )
  return pipe(
    inTurn(act, stepsOf(shape, readings, operation)),
    TE.chain((reply) =>
      reply.refusedWhole && ofOldEntries.includes(reply.otherwise) && repeatsOthers(shape, readings, operation)
        ? withRefused(reply)(inTurn(act, piecemealSteps(shape, operation)))
        : TE.right(reply),
    ),
  )
}

/**
 * Makes the `write` of a list, in the calls of `stepsOf`.
 */
export const writing = <K extends Kind>(
  shape: ListShape<K>,
  readings: Readings,
  act: Act<K>,
  copyPool: Reply<K>,
  operation: WriteOperation<K>,
): Reply<K> => {
  switch (operation._tag) {
    case 'Add':
    case 'Delete':
      return inTurn(act, stepsOf(shape, readings, operation))
    case 'Set':
      return overwriting(shape, readings, act, operation)
    case 'CopyPool':
      return copyPool
  }
}
