import { type AccessTokens, type DomainError } from '@mini-domains/core'
import { type Call, TokenText, cancelled, tokenUnavailable } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import { type Watch } from '../transport/abort.js'

type Token = E.Either<DomainError, string>

// Would be sent as a part of the token, which is another one with it. No vendor gives out such a token.
const isUsable = (token: unknown): token is string => TokenText.is(token) && token !== ''

const unusable =
  'the source of tokens gave no usable token: it is empty, or has white space around it, line ends, or full-width or unseen characters'

const asked = async (call: Call, ask: () => TE.TaskEither<DomainError, string>): Promise<Token> => {
  try {
    const token = await ask()()
    if (E.isLeft(token)) return E.left({ ...token.left, vendor: call.vendor, operation: call.operation })
    return isUsable(token.right) ? token : E.left(tokenUnavailable(call, unusable))
  } catch {
    // A port must not throw. What it threw may hold a secret, so only the fact is told.
    return E.left(tokenUnavailable(call, 'the source of tokens failed'))
  }
}

/** Waits no longer than the caller does. */
const whileWaited = <A>(signal: AbortSignal, watch: Watch, work: Promise<A>, otherwise: A): Promise<A> => {
  if (signal.aborted) return Promise.resolve(otherwise)
  return new Promise((resolve) => {
    const end = (result: A): void => {
      unwatch()
      resolve(result)
    }
    const unwatch = watch(signal, () => end(otherwise))
    void work.then(end)
  })
}

/**
 * Asks a source of tokens, and waits no longer than the caller does. Never rejects.
 */
export const askToken = (call: Call, watch: Watch, ask: () => TE.TaskEither<DomainError, string>): Promise<Token> => {
  const { signal } = call
  if (signal === undefined) return asked(call, ask)
  if (signal.aborted) return Promise.resolve(E.left(cancelled(call, false)))
  return whileWaited<Token>(signal, watch, asked(call, ask), E.left(cancelled(call, false)))
}

const heard = async (tell: () => TE.TaskEither<DomainError, void> | undefined): Promise<void> => {
  try {
    await tell()?.()
  } catch {
    // A port must not throw, and the call has an error of its own, which stands.
  }
}

/**
 * Tells a source of tokens that the vendor finds the authorisation gone, and waits no longer than the caller does, so that the
 * next call finds it remembered. Never rejects.
 */
export const tellLost = (
  tokens: AccessTokens,
  call: Call,
  watch: Watch,
  token: string,
  error: DomainError,
): Promise<void> => {
  if (tokens.failed === undefined) return Promise.resolve()
  const told = heard(() => tokens.failed?.(call.target, token, error))
  return call.signal === undefined ? told : whileWaited(call.signal, watch, told, undefined)
}
