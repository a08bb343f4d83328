import { type AccessTokens, type Subject, subjectName } from '@mini-domains/core'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { type ScriptedVendor } from './harness.js'

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
  /** The token in use for a subject. */
  readonly current: (subject: Subject) => Promise<string>
  /** Runs when a token is asked for, with the count. */
  readonly onAsked: (listen: (count: number) => void) => void
}

/**
 * Makes a ledger over a vendor: every token that is refused is replaced by a new one.
 */
export const tokenLedger = (vendor: ScriptedVendor): TokenLedger => {
  const current = new Map<string, string>()
  const issued: Array<string> = []
  let asked = 0
  let refused = 0
  let listener = (_: number): void => undefined
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
        listener(asked)
        return TE.fromTask(() => get(subject))
      },
      refused: (subject) => {
        refused += 1
        return TE.fromTask(() => renew(subject))
      },
    },
    issued: () => [...issued],
    asked: () => asked,
    refused: () => refused,
    current: get,
    onAsked: (listen) => {
      listener = listen
    },
  }
}
