import { type DomainError, appSubject } from '@mini-domains/core'
import { type AppGrant, type AppId, subjectName } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import { type TokenContext, whereOf } from './context.js'
import { type HeldLease } from './lease.js'
import { trustedLifetime } from './expiry.js'
import { type AppRecord, type Intent, type StoredToken, fingerprint } from '../records/app-record.js'
import { storeError } from './token-errors.js'
import { type Versioned } from '../encryption/encrypted-records.js'

/**
 * Where the platform's token comes from.
 */
export interface PlatformTokens {
  readonly get: () => Promise<E.Either<DomainError, string>>
  readonly refused: (token: string) => Promise<E.Either<DomainError, string>>
}

/**
 * One app's attempt under its lease: the record as it was last read or written, and what was already tried.
 */
export interface RefreshAttempt {
  readonly context: TokenContext
  readonly platform: PlatformTokens
  readonly appId: AppId
  readonly held: HeldLease
  readonly known: Versioned<AppRecord>
  readonly forced: boolean
  /** The refresh tokens that were tried and found dead, each as often as it was. */
  readonly dead: ReadonlyArray<string>
  /** How often the vendor was asked for what was lost. */
  readonly recoveries: number
  /** What the vendor said when it first took the app for not authorised. */
  readonly denied: DomainError | undefined
  /** What the vendor said when it last took a refresh token for dead. */
  readonly refused: DomainError | undefined
}

/**
 * Names the app of a attempt in errors and steps.
 */
export const subjectOf = (attempt: RefreshAttempt): string => subjectName(appSubject(attempt.appId))

/**
 * Makes a call with the platform's token; where the vendor refuses that one, once more with another. `undefined` where the
 * lease was lost while the other was got: the call may be somebody else's by now.
 */
export const withPlatform = async <A>(
  { platform, held }: RefreshAttempt,
  token: string,
  call: (platformToken: string) => TE.TaskEither<DomainError, A>,
): Promise<E.Either<DomainError, A> | undefined> => {
  const first = await call(token)()
  if (E.isRight(first) || first.left._tag !== 'TokenRejected') return first
  const other = await platform.refused(token)
  if (E.isLeft(other)) return other
  if (other.right === token) return first
  return (await held.confirm()) ? call(other.right)() : undefined
}

const secretOf = ({ value }: Versioned<AppRecord>, step: Intent['step']): string => {
  switch (step) {
    case 'refresh':
      return value.refreshToken ?? ''
    case 'authorize':
      return value.code?.value ?? ''
    case 'recover':
      return ''
  }
}

/**
 * Writes down what is about to be done. `undefined` where somebody came between.
 */
export const intend = async (
  attempt: RefreshAttempt,
  step: Intent['step'],
  change: Partial<AppRecord> = {},
): Promise<E.Either<DomainError, RefreshAttempt> | undefined> => {
  const { context, known, held } = attempt
  const intent: Intent = {
    fence: held.fence,
    step,
    of: fingerprint(secretOf(known, step)),
    at: context.clock.now(),
  }
  const written = await context.apps.write(
    context.names.app(attempt.appId),
    { ...known.value, ...change, intent },
    known.version,
  )
  if (E.isLeft(written)) return E.left(storeError(whereOf(context, subjectOf(attempt)), written.left))
  return written.right === undefined ? undefined : E.right({ ...attempt, known: written.right })
}

/**
 * The token of a grant, as it is kept.
 */
export const keptOf = (context: TokenContext, grant: AppGrant, forced: boolean): StoredToken => ({
  value: grant.token,
  issuedAt: context.clock.now(),
  lifeMs: trustedLifetime(grant.expiresInMs),
  forced,
})
