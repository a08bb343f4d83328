import * as E from 'fp-ts/lib/Either.js'

/**
 * Takes the right, or fails the test with the left.
 */
export const right = <L, A>(either: E.Either<L, A>): A => {
  if (E.isLeft(either)) throw new Error(`expected a right, got ${JSON.stringify(either.left)}`)
  return either.right
}

/**
 * Takes the left, or fails the test.
 */
export const left = <L, A>(either: E.Either<L, A>): L => {
  if (E.isRight(either)) throw new Error(`expected a left, got ${JSON.stringify(either.right)}`)
  return either.left
}
