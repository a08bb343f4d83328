import { type Call, type DomainError, cancelled, tokenUnavailable } from '@mini-domains/core'
import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import { type Watch } from './cancellation.js'

type Token = E.Either<DomainError, string>

// Half of a surrogate pair can stand in no URL; no vendor gives such a token.
const isUsable = (token: unknown): token is string =>
  typeof token === 'string' && token !== '' && !/\p{Surrogate}/u.test(token)

const asked = async (call: Call, ask: () => TE.TaskEither<DomainError, string>): Promise<Token> => {
  try {
    const token = await ask()()
    if (E.isLeft(token)) return E.left({ ...token.left, vendor: call.vendor, operation: call.operation })
    return isUsable(token.right) ? token : E.left(tokenUnavailable(call, 'the source of tokens gave no usable token'))
  } catch {
    // A port must not throw. What it threw may hold a secret, so only the fact is told.
    return E.left(tokenUnavailable(call, 'the source of tokens failed'))
  }
}

/**
 * Asks a source of tokens, and waits no longer than the caller does. Never rejects.
 */
export const askToken = (call: Call, watch: Watch, ask: () => TE.TaskEither<DomainError, string>): Promise<Token> => {
  const { signal } = call
  if (signal === undefined) return asked(call, ask)
  if (signal.aborted) return Promise.resolve(E.left(cancelled(call, false)))
  return new Promise((resolve) => {
    const end = (token: Token): void => {
      unwatch()
      resolve(token)
    }
    const unwatch = watch(signal, () => end(E.left(cancelled(call, false))))
    void asked(call, ask).then(end)
  })
}
