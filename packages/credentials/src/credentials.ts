import { type AccessTokens, type DomainError } from '@mini-domains/core'
import { type AppId, type PushedEvent } from '@mini-domains/core/adapter'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import { type ImportOptions, type ImportReport, type ImportSource } from './import/import.js'
import { type AppStatus, type PlatformStatus } from './records/status.js'

/**
 * Keeps the tokens of one platform and its apps. Plug it into a provider's `config.tokens`.
 */
export interface Credentials extends AccessTokens {
  readonly vendor: string
  readonly platformId: string
  /** Takes a push. When it comes to its right, what was pushed is stored; a code is then exchanged behind it. */
  readonly accept: (event: PushedEvent) => TE.TaskEither<DomainError, void>
  /** Exchanges an authorisation code, from your redirect page, say. `appId` is needed where the vendor's reply names none. */
  readonly authorize: (code: string, appId?: AppId) => TE.TaskEither<DomainError, AppId>
  /** Takes refresh tokens that you have. A newer one that is kept already is not overwritten. */
  readonly importRefreshTokens: (
    rows: ImportSource,
    options?: ImportOptions,
  ) => TE.TaskEither<DomainError, ImportReport>
  /** What a call tells of itself: `report`, with the token that the call was made with. */
  readonly failed: NonNullable<AccessTokens['failed']>
  /**
   * Hears that a call with a good token found the authorisation gone, and asks the vendor once more: what it says again is
   * remembered, so that no other call asks. Where the token is given and is not the newest, nothing is done: the merchant may
   * have authorised again since.
   */
  readonly report: (appId: AppId, error: DomainError, token?: string) => TE.TaskEither<DomainError, void>
  /** Lets an app that is remembered as lost be asked for again. */
  readonly reconsider: (appId: AppId) => TE.TaskEither<DomainError, void>
  /** Removes all that is kept of an app. */
  readonly forget: (appId: AppId) => TE.TaskEither<DomainError, void>
  /** Tells how an app stands, without secrets. */
  readonly status: (appId: AppId) => TE.TaskEither<DomainError, AppStatus>
  /** Tells how the platform stands, without secrets. */
  readonly platformStatus: TE.TaskEither<DomainError, PlatformStatus>
}
