import { type AccessTokens, type DomainError } from '@mini-domains/core'
import {
  type AppId,
  type AuthorizationLinks,
  type AuthorizationRequest,
  type AuthorizedAppsPage,
  type PushedEvent,
} from '@mini-domains/core/adapter'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import { type ImportOptions, type ImportReport, type ImportSource } from './import/import.js'
import { type AppStatus, type PlatformStatus } from './records/status.js'

/**
 * The tokens of one platform and its apps, refreshed and stored. Plug it into a provider's `config.tokens`.
 */
export interface Credentials extends AccessTokens {
  readonly vendor: string
  readonly platformId: string
  /** Takes a push. Once it resolves to Right, what was pushed is stored; an authorisation code is then exchanged in the background. */
  readonly accept: (event: PushedEvent) => TE.TaskEither<DomainError, void>
  /** Exchanges an authorisation code, for example from your redirect page. `appId` is needed if the vendor's reply names none. */
  readonly authorize: (code: string, appId?: AppId) => TE.TaskEither<DomainError, AppId>
  /** Imports refresh tokens that you have. A newer one that is stored already is not overwritten. */
  readonly importRefreshTokens: (
    rows: ImportSource,
    options?: ImportOptions,
  ) => TE.TaskEither<DomainError, ImportReport>
  /** `report` for the call of a provider, with the token that it was made with. */
  readonly failed: NonNullable<AccessTokens['failed']>
  /**
   * Hears that a call with a good token found the authorisation gone, and asks the vendor once more: what it says again is
   * remembered, so that no other call asks. Where the token is given and is not the newest, nothing is done: the merchant may
   * have authorised again since.
   */
  readonly report: (appId: AppId, error: DomainError, token?: string) => TE.TaskEither<DomainError, void>
  /** Lets the vendor be asked again about an app that is stored as lost. */
  readonly reconsider: (appId: AppId) => TE.TaskEither<DomainError, void>
  /** Deletes everything stored about an app. */
  readonly forget: (appId: AppId) => TE.TaskEither<DomainError, void>
  /** The state of an app, without secrets. */
  readonly status: (appId: AppId) => TE.TaskEither<DomainError, AppStatus>
  /** Makes the links with which a merchant authorises the platform; left out where the vendor has no such pages. */
  readonly authorizationLinks?: (request: AuthorizationRequest) => TE.TaskEither<DomainError, AuthorizationLinks>
  /**
   * Gets a page of the apps that are authorised to the platform, the first one without `from`; left out where the vendor does not list
   * them.
   */
  readonly authorizedApps?: (from?: string) => TE.TaskEither<DomainError, AuthorizedAppsPage>
  /** The state of the platform, without secrets. */
  readonly platformStatus: TE.TaskEither<DomainError, PlatformStatus>
}
