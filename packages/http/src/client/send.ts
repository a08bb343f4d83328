import { type AccessTokens, type DomainError } from '@mini-domains/core'
import { type Call, TokenText, bilingual, cancelled, printable, tokenUnavailable } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import { type ReplyDecoder } from '../reply/decoder.js'
import { type OnAbort } from '../transport/abort.js'
import { type Engine, type VendorRequest, attempt, notifyRetry } from './attempt.js'
import { retryDelay } from './retry.js'

type Token = E.Either<DomainError, string>

const unusable = bilingual(
  'the source of tokens gave no usable token: it is empty, or has white space around it, line ends, or full-width or unseen characters',
  '令牌来源没有给出可用的令牌：为空，或首尾有空白，或含有换行、全角字符或不可见字符',
)

/** Waits until the work is done or the caller cancels. */
const untilAborted = <A>(signal: AbortSignal, onAbort: OnAbort, work: Promise<A>, aborted: A): Promise<A> => {
  if (signal.aborted) return Promise.resolve(aborted)
  return new Promise((resolve, reject) => {
    const unsubscribe = onAbort(signal, () => {
      unsubscribe()
      resolve(aborted)
    })
    void work.then(resolve, reject).finally(unsubscribe)
  })
}

/**
 * Gets a token from its source, another one where one was rejected, and waits no longer than the caller does. Never rejects.
 */
const fetchToken = async (tokens: AccessTokens, call: Call, onAbort: OnAbort, rejected?: string): Promise<Token> => {
  const { signal, target } = call
  if (signal?.aborted === true) return E.left(cancelled(call, false))
  try {
    const asked = (rejected === undefined ? tokens.get(target) : tokens.refused(target, rejected))()
    const token = await (signal === undefined
      ? asked
      : untilAborted<Token>(signal, onAbort, asked, E.left(cancelled(call, false))))
    if (E.isLeft(token)) return E.left({ ...token.left, vendor: call.vendor, operation: call.operation })
    const given: unknown = token.right
    // Nearly every token is plain ASCII. White space would be sent as a part of it and make it another one; no vendor issues such a token.
    if (typeof given === 'string' && printable.test(given)) return token
    return given !== '' && TokenText.is(given) ? token : E.left(tokenUnavailable(call, unusable))
  } catch {
    // A port must not throw. What it threw may hold a secret, so only the fact is reported.
    return E.left(tokenUnavailable(call, bilingual('the source of tokens failed', '令牌来源出错')))
  }
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
const reportLost = (
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

/**
 * How a client sends: what each attempt goes through, where tokens come from, and how often a read is tried in all.
 */
export interface Policy {
  readonly engine: Engine
  readonly tokens: AccessTokens
  readonly attempts: number
}

/**
 * Sleeps, and wakes when the caller cancels. The clock gets a signal of this sleep's own: see `abortListeners`.
 */
const sleep = async ({ clock, onAbort }: Engine, call: Call, delayMs: number): Promise<void> => {
  // A hook may have cancelled just now: a listener would never be called.
  if (call.signal?.aborted === true) return
  const wake = new AbortController()
  const unsubscribe = onAbort(call.signal, () => wake.abort())
  await clock.sleep(delayMs, wake.signal)
  unsubscribe()
}

/**
 * Gets another token in place of a rejected one. The same token again, or no token, ends the call.
 */
const renewed = async (
  { engine, tokens }: Policy,
  call: Call,
  rejected: string,
  error: DomainError,
): Promise<E.Either<DomainError, string>> => {
  const token = await fetchToken(tokens, call, engine.onAbort, rejected)
  return E.isRight(token) && token.right === rejected ? E.left(error) : token
}

/**
 * Sends a call until it is done: a rejected token is renewed once (law 9), a read may be repeated, a write is not.
 */
export const sendUntilDone = (policy: Policy) => {
  const { engine, tokens } = policy
  return <A>(call: Call, request: VendorRequest, decode: ReplyDecoder<A>): TE.TaskEither<DomainError, A> =>
    async () => {
      const needsToken = request.token !== 'none'
      let token: E.Either<DomainError, string> = needsToken
        ? await fetchToken(tokens, call, engine.onAbort)
        : E.right('')
      let mayRenew = needsToken
      for (let count = 1; ; count += 1) {
        if (call.signal?.aborted === true) return E.left(cancelled(call, false))
        if (E.isLeft(token)) return token
        const { result, retryAfterMs } = await attempt(engine, call, request, decode, token.right, count)
        if (E.isRight(result)) return result
        const error = result.left
        if (error._tag === 'TokenRejected') {
          if (!mayRenew) return result
          mayRenew = false
          token = await renewed(policy, call, token.right, error)
          if (E.isRight(token)) notifyRetry(engine.hooks, call, count, 0, error)
        } else {
          const delay = retryDelay(error, request.effect, count, policy.attempts, engine.clock, retryAfterMs)
          if (delay === undefined) {
            if (needsToken && error._tag === 'AuthorizationLost')
              await reportLost(tokens, call, engine.onAbort, token.right, error)
            return result
          }
          notifyRetry(engine.hooks, call, count, delay, error)
          await sleep(engine, call, delay)
        }
      }
    }
}
