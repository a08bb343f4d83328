import { type DomainError, isDomainError } from '@mini-domains/core'
import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import assert from 'node:assert/strict'
import { inspect } from 'node:util'

const shown = (value: unknown): string => inspect(value, { depth: 8, breakLength: 120 })

const isSettled = (input: unknown): boolean =>
  typeof input === 'object' &&
  input !== null &&
  '_tag' in input &&
  (input._tag === 'Right' || (input._tag === 'Left' && 'left' in input && isDomainError(input.left)))

/**
 * Waits for a promise, at most so many milliseconds.
 */
export const within = async <A>(ms: number, what: string, promise: Promise<A>): Promise<A> => {
  let cancel = (): void => undefined
  const alarm = new Promise<never>((_, reject) => {
    const timer = setTimeout(
      () => reject(new assert.AssertionError({ message: `${what}: no end within ${ms} ms` })),
      ms,
    )
    cancel = () => clearTimeout(timer)
  })
  try {
    return await Promise.race([promise, alarm])
  } finally {
    cancel()
  }
}

/**
 * How a promise ended, as a value.
 */
export const settled = async <A>(promise: Promise<A>): Promise<PromiseSettledResult<A>> => {
  const [end] = await Promise.allSettled([promise])
  return end
}

/**
 * Runs a task to its end. It must end, must not throw, and must give an `Either` whose left is a `DomainError`.
 */
export const settle = async <A>(
  task: TE.TaskEither<DomainError, A>,
  ms = 15_000,
): Promise<E.Either<DomainError, A>> => {
  const started = Promise.resolve().then(task)
  const result = await within(ms, 'a call', started).catch((thrown: unknown) => {
    if (thrown instanceof assert.AssertionError) throw thrown
    throw new assert.AssertionError({ message: `a task threw instead of giving a left: ${shown(thrown)}` })
  })
  assert.ok(isSettled(result), `a task gave neither a right nor a left with a DomainError: ${shown(result)}`)
  return result
}

/**
 * The right of a result, or a failure that shows the error.
 */
export const rightOf = <A>(result: E.Either<DomainError, A>): A => {
  if (E.isLeft(result)) assert.fail(`expected success, got ${shown(result.left)}`)
  return result.right
}

/**
 * The left of a result, or a failure that shows what came instead.
 */
export const leftOf = <A>(result: E.Either<DomainError, A>): DomainError => {
  if (E.isRight(result)) assert.fail(`expected an error, got ${shown(result.right)}`)
  return result.left
}

/**
 * Runs a task that is to succeed.
 */
export const succeed = async <A>(task: TE.TaskEither<DomainError, A>): Promise<A> => rightOf(await settle(task))

/**
 * Runs a task that is to fail.
 */
export const fail = async <A>(task: TE.TaskEither<DomainError, A>): Promise<DomainError> => leftOf(await settle(task))
