import { type AccessTokens, type DomainError, type Subject, subjectName } from '@mini-domains/core'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { type Awaitable, type ScriptedVendor } from './harness.js'

/**
 * What was told of a token: whose it is said to be, which one, and for `failed` why.
 */
export interface Told {
  readonly subject: Subject
  readonly token: string
  readonly error?: DomainError
}

/**
 * The tokens of one stage: hands them out, renews one when the vendor refuses it, and remembers all of it.
 */
export interface TokenLedger {
  readonly tokens: AccessTokens
  /** Every token that was ever handed out. */
  readonly issued: () => ReadonlyArray<string>
  /** How often a token was asked for, and how often one was told to be refused. */
  readonly asked: () => number
  readonly refused: () => number
  /** What was told to be refused, and what to have failed for good. */
  readonly refusals: () => ReadonlyArray<Told>
  readonly failures: () => ReadonlyArray<Told>
  /** The token in use for a subject. */
  readonly current: (subject: Subject) => Promise<string>
  /** Runs when a token is asked for, with the count, before one is given. */
  readonly onAsked: (listen: (count: number) => Awaitable<void>) => void
  /** Runs when a token is told to have failed. */
  readonly onFailed: (listen: () => Awaitable<void>) => void
}

/**
 * Makes a ledger over a vendor: every token that is refused is replaced by a new one.
 */
export const tokenLedger = (vendor: ScriptedVendor): TokenLedger => {
  const current = new Map<string, string>()
  const issued: Array<string> = []
  let asked = 0
  const refusals: Array<Told> = []
  const failures: Array<Told> = []
  let listener = (_: number): Awaitable<void> => undefined
  let failedListener = (): Awaitable<void> => undefined
  const renew = async (subject: Subject): Promise<string> => {
    const token = await vendor.issueToken(subject)
    issued.push(token)
    current.set(subjectName(subject), token)
    return token
  }
  const get = async (subject: Subject): Promise<string> => current.get(subjectName(subject)) ?? (await renew(subject))
  return {
    tokens: {
      get: (subject) => {
        asked += 1
        const heard = listener(asked)
        return TE.fromTask(async () => {
          await heard
          return get(subject)
        })
      },
      refused: (subject, token) => {
        refusals.push({ subject, token })
        return TE.fromTask(() => renew(subject))
      },
      failed: (subject, token, error) => {
        failures.push({ subject, token, error })
        return TE.fromTask(async () => failedListener())
      },
    },
    issued: () => [...issued],
    asked: () => asked,
    refused: () => refusals.length,
    refusals: () => [...refusals],
    failures: () => [...failures],
    current: get,
    onAsked: (listen) => {
      listener = listen
    },
    onFailed: (listen) => {
      failedListener = listen
    },
  }
}
