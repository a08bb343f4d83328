import { type DomainError, appSubject } from '@mini-domains/core'
import { type AppGrant, type AppId, subjectName } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import { type Desk, whereOf } from './context.js'
import { type Held } from './lease.js'
import { believedLife } from './expiry.js'
import { type AppRecord, type Intent, type KeptToken, fingerprint } from '../records/app-record.js'
import { storeTrouble } from './token-errors.js'
import { type Known } from '../encryption/encrypted-records.js'

/**
 * Where the platform's token comes from.
 */
export interface PlatformTokens {
  readonly get: () => Promise<E.Either<DomainError, string>>
  readonly refused: (token: string) => Promise<E.Either<DomainError, string>>
}

/**
 * One app's turn under its lease: the record as it was last read or written, and what was already tried.
 */
export interface Turn {
  readonly desk: Desk
  readonly platform: PlatformTokens
  readonly appId: AppId
  readonly held: Held
  readonly known: Known<AppRecord>
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
 * Names the app of a turn in errors and steps.
 */
export const subjectOf = (turn: Turn): string => subjectName(appSubject(turn.appId))

/**
 * Makes a call with the platform's token; where the vendor refuses that one, once more with another. `undefined` where the
 * lease was lost while the other was got: the call may be somebody else's by now.
 */
export const withPlatform = async <A>(
  { platform, held }: Turn,
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

const secretOf = ({ value }: Known<AppRecord>, step: Intent['step']): string => {
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
  turn: Turn,
  step: Intent['step'],
  change: Partial<AppRecord> = {},
): Promise<E.Either<DomainError, Turn> | undefined> => {
  const { desk, known, held } = turn
  const intent: Intent = {
    fence: held.fence,
    step,
    of: fingerprint(secretOf(known, step)),
    at: desk.clock.now(),
  }
  const written = await desk.apps.write(
    desk.names.app(turn.appId),
    { ...known.value, ...change, intent },
    known.version,
  )
  if (E.isLeft(written)) return E.left(storeTrouble(whereOf(desk, subjectOf(turn)), written.left))
  return written.right === undefined ? undefined : E.right({ ...turn, known: written.right })
}

/**
 * The token of a grant, as it is kept.
 */
export const keptOf = (desk: Desk, grant: AppGrant, forced: boolean): KeptToken => ({
  value: grant.token,
  issuedAt: desk.clock.now(),
  lifeMs: believedLife(grant.expiresInMs),
  forced,
})
