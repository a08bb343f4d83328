import { type AccessTokens, type DomainError } from '@mini-domains/core'
import { type Call, TokenText, bilingual, cancelled, tokenUnavailable } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import { type OnAbort } from '../transport/abort.js'

type Token = E.Either<DomainError, string>

const unusable = bilingual(
  'the source of tokens gave no usable token: it is empty, or has white space around it, line ends, or full-width or unseen characters',
  '令牌来源没有给出可用的令牌：为空，或首尾有空白，或含有换行、全角字符或不可见字符',
)

const fetched = async (tokens: AccessTokens, call: Call, rejected: string | undefined): Promise<Token> => {
  try {
    const { target } = call
    const token = await (rejected === undefined ? tokens.get(target) : tokens.refused(target, rejected))()
    if (E.isLeft(token)) return E.left({ ...token.left, vendor: call.vendor, operation: call.operation })
    // White space would be sent as a part of the token and make it another one. No vendor issues such a token.
    return TokenText.is(token.right) && token.right !== '' ? token : E.left(tokenUnavailable(call, unusable))
  } catch {
    // A port must not throw. What it threw may hold a secret, so only the fact is reported.
    return E.left(tokenUnavailable(call, bilingual('the source of tokens failed', '令牌来源出错')))
  }
}

/** Waits until the work is done or the caller cancels. */
const untilAborted = <A>(signal: AbortSignal, onAbort: OnAbort, work: Promise<A>, aborted: A): Promise<A> => {
  if (signal.aborted) return Promise.resolve(aborted)
  return new Promise((resolve) => {
    const end = (result: A): void => {
      unsubscribe()
      resolve(result)
    }
    const unsubscribe = onAbort(signal, () => end(aborted))
    void work.then(end)
  })
}

/**
 * Gets a token from its source, another one where one was rejected, and waits no longer than the caller does. Never rejects.
 */
export const fetchToken = (tokens: AccessTokens, call: Call, onAbort: OnAbort, rejected?: string): Promise<Token> => {
  const { signal } = call
  if (signal === undefined) return fetched(tokens, call, rejected)
  if (signal.aborted) return Promise.resolve(E.left(cancelled(call, false)))
  return untilAborted<Token>(signal, onAbort, fetched(tokens, call, rejected), E.left(cancelled(call, false)))
}

const reported = async (report: () => TE.TaskEither<DomainError, void> | undefined): Promise<void> => {
  try {
    await report()?.()
  } catch {
    // A port must not throw, and the call has an error of its own, which stands.
  }
}

/**
 * Reports to a source of tokens that the authorisation is gone at the vendor, so that the next call finds it remembered. Waits no
 * longer than the caller does. Never rejects.
 */
export const reportLost = (
  tokens: AccessTokens,
  call: Call,
  onAbort: OnAbort,
  token: string,
  error: DomainError,
): Promise<void> => {
  if (tokens.failed === undefined) return Promise.resolve()
  const done = reported(() => tokens.failed?.(call.target, token, error))
  return call.signal === undefined ? done : untilAborted(call.signal, onAbort, done, undefined)
}
