import * as E from 'fp-ts/lib/Either.js'

/** Gives the right, and fails the test with the left where there is none. */
export const right = <L, A>(either: E.Either<L, A>): A => {
  if (E.isLeft(either)) throw new Error(`expected a right, got ${JSON.stringify(either.left)}`)
  return either.right
}

/** Gives the left, and fails the test with the right where there is none. */
export const left = <L, A>(either: E.Either<L, A>): L => {
  if (E.isRight(either)) throw new Error(`expected a left, got ${JSON.stringify(either.right)}`)
  return either.left
}
