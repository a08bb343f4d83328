import { type AccessTokens, type DomainError, type Subject } from '@mini-domains/core'
import { subjectName, tokenUnavailable } from '@mini-domains/core/adapter'
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
 * What is asked of a source of tokens.
 */
type Port = 'get' | 'refused' | 'failed'

/**
 * What a source of tokens may come to in place of a token: an error of its own, a rejection, a throw, nothing at all, or the token
 * that was refused.
 */
export type Trouble = 'left' | 'rejects' | 'throws' | 'hangs' | 'same'

/**
 * The tokens of one stage: hands them out, renews one when the vendor refuses it, and remembers all of it.
 */
export interface TokenLedger {
  readonly tokens: AccessTokens
  /** Every token that was ever handed out. */
  readonly issued: () => ReadonlyArray<string>
  /** Whose tokens were asked for, each once, in the order of asking. */
  readonly subjects: () => ReadonlyArray<Subject>
  /** How often a token was asked for, and how often one was told to be refused. */
  readonly asked: () => number
  readonly refused: () => number
  /** Whose token was asked for, oldest first. */
  readonly asks: () => ReadonlyArray<Subject>
  /** Has what is asked of a port for this subject come to trouble, until it is told that there is none. */
  readonly trouble: (port: Port, subject: Subject, how: Trouble | undefined) => void
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
 * The words by which the error of a source in trouble is known again.
 */
export const wordsOfSource = 'the source of tokens is away'

/**
 * What a source in trouble throws holds this, which must not come out.
 */
export const secretOfSource = 'kQ7x-source-secret-Zt29'

const troubled = <A>(how: Trouble, subject: Subject, same: A): TE.TaskEither<DomainError, A> => {
  switch (how) {
    case 'left':
      return TE.left(tokenUnavailable({ vendor: '', operation: 'token', subject: subjectName(subject) }, wordsOfSource))
    case 'rejects':
      return () => Promise.reject(new Error(secretOfSource))
    case 'throws':
      throw new Error(secretOfSource)
    case 'hangs':
      return () => new Promise(() => undefined)
    case 'same':
      return TE.right(same)
  }
}

/**
 * Makes a ledger over a vendor: every token that is refused is replaced by a new one.
 */
export const tokenLedger = (vendor: ScriptedVendor): TokenLedger => {
  const current = new Map<string, string>()
  const issued: Array<string> = []
  const asks: Array<Subject> = []
  const troubles = new Map<string, Trouble>()
  const troubleOf = (port: Port, subject: Subject): Trouble | undefined =>
    troubles.get(`${port} ${subjectName(subject)}`)
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
        asks.push(subject)
        const heard = listener(asks.length)
        const how = troubleOf('get', subject)
        if (how !== undefined) return troubled(how, subject, '')
        return TE.fromTask(async () => {
          await heard
          return get(subject)
        })
      },
      refused: (subject, token) => {
        refusals.push({ subject, token })
        const how = troubleOf('refused', subject)
        if (how !== undefined) return troubled(how, subject, token)
        return TE.fromTask(() => renew(subject))
      },
      failed: (subject, token, error) => {
        failures.push({ subject, token, error })
        const how = troubleOf('failed', subject)
        if (how !== undefined) return troubled<void>(how, subject, undefined)
        return TE.fromTask(async () => failedListener())
      },
    },
    issued: () => [...issued],
    asked: () => asks.length,
    asks: () => [...asks],
    trouble: (port, subject, how) => {
      const key = `${port} ${subjectName(subject)}`
      if (how === undefined) troubles.delete(key)
      else troubles.set(key, how)
    },
    subjects: () => [...new Map(asks.map((subject) => [subjectName(subject), subject])).values()],
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
