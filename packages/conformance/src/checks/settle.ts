import { type DomainError, isDomainError } from '@mini-domains/core'
import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import assert from 'node:assert/strict'
import { setImmediate } from 'node:timers/promises'
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

/**
 * Waits until something is so, looking again at every turn of the event loop.
 */
export const until = async (what: string, isSo: () => Promise<boolean>): Promise<void> => {
  let gaveUp = false
  const watching = async (): Promise<void> => {
    while (!gaveUp && !(await isSo())) await setImmediate()
  }
  try {
    await within(5_000, what, watching())
  } finally {
    gaveUp = true
  }
}

/**
 * Runs something, and fails where a promise was left to reject with nobody to handle it: that ends the process of whoever uses
 * the adapter. Test runners that catch it themselves fail the test too.
 */
export const withoutLeftovers = async (run: () => Promise<void>): Promise<void> => {
  const left: Array<unknown> = []
  const hear = (reason: unknown): void => void left.push(reason)
  process.on('unhandledRejection', hear)
  try {
    await run()
    // Node reports it once the turn is over.
    await setImmediate()
  } finally {
    process.off('unhandledRejection', hear)
  }
  const [first] = left
  assert.equal(left.length, 0, `a promise rejects, and nobody hears of it: ${inspect(first)}`)
}
