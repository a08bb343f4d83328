import type * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import { type DomainError } from '../error/domain-error.js'
import { type AppId } from '../domain/subject.js'
import { type PushRefusal } from './push-refusal.js'

/**
 * An access token and how long the vendor says that it lives.
 */
export interface IssuedToken {
  readonly token: string
  /** As the vendor said it; who keeps it trusts it only within reason. */
  readonly expiresInMs: number
}

/**
 * What a vendor gives for an app: an access token, and the refresh token that the next one is got with.
 */
export interface AppGrant extends IssuedToken {
  readonly appId: AppId
  readonly refreshToken: string
}

/**
 * How a vendor's refresh tokens behave.
 *
 * - `reusable`: may be used again; the newest one given is to be kept (WeChat, docs/vendors/wechat.md A.5).
 * - `single-use`: worthless once used, also if the reply was lost (Baidu, docs/vendors/baidu.md B.3).
 */
export type RefreshTokenUse = 'reusable' | 'single-use'

/**
 * What a lost refresh token can be replaced with: the token itself, or a whole new grant.
 */
export type Recovered =
  | { readonly _tag: 'RefreshToken'; readonly refreshToken: string }
  | { readonly _tag: 'Grant'; readonly grant: AppGrant }

/**
 * What a link for a merchant leads to: the page of yours that he comes back to, and the one app that he may authorise, any where it is left
 * out.
 */
export interface AuthorizationRequest {
  readonly redirectUrl: string
  readonly appId?: AppId
}

/**
 * The links with which a merchant authorises the platform, all good for one authorisation. `mobile` is left out where the vendor has none of
 * its own for phones.
 */
export interface AuthorizationLinks {
  readonly desktop: string
  readonly mobile?: string
  /** The one app that they authorise; left out where they are for any, also because the vendor's links cannot name one. */
  readonly appId?: AppId
  /** How long they are good for, in milliseconds, as the vendor said it. */
  readonly expiresInMs: number
}

/**
 * An app that is authorised to the platform, as the vendor lists it.
 */
export interface AuthorizedApp {
  readonly appId: AppId
  /** The app's or its merchant's name, where the list tells it. */
  readonly name?: string
}

/**
 * A page of the vendor's list of authorised apps. Where `total` differs between pages, or is not what they come to, the list has changed
 * while it was read, and an app may have slipped between two of them.
 */
export interface AuthorizedAppsPage {
  readonly apps: ReadonlyArray<AuthorizedApp>
  /** How many rows of the page name no app that can be read. */
  readonly unreadable: number
  /** How many rows all pages have, as the vendor says with this one. */
  readonly total: number
  /** Whether accounts that are no mini programs stand among the apps, and the list does not tell which. */
  readonly hasOthers: boolean
  /** What the next page is asked with; left out on the last one. */
  readonly next?: string
}

/**
 * The vendor's half of keeping tokens: the calls that get them. Keeps nothing itself.
 */
export interface TokenExchange {
  /** Each app has a token of its own; the default. */
  readonly tokens?: 'each-app'
  readonly vendor: string
  /** Names the platform account, so that two platforms in one store never mix. */
  readonly platformId: string
  readonly refreshTokens: RefreshTokenUse
  /** How long an app's token still works after a newer one was given, in milliseconds. */
  readonly graceMs: number
  /** How long the platform's does; `graceMs` where it is left out. */
  readonly platformGraceMs?: number
  /** How long a ticket is good for, in milliseconds, where the vendor says it. */
  readonly ticketLifeMs?: number
  /** Gets the platform's token with the newest ticket. */
  readonly platformToken: (ticket: string) => TE.TaskEither<DomainError, IssuedToken>
  /** Gets an app's next token with its refresh token. */
  readonly refresh: (platformToken: string, appId: AppId, refreshToken: string) => TE.TaskEither<DomainError, AppGrant>
  /**
   * Gets an app's first tokens with the code that came with the authorisation. `appId` is needed where the vendor's reply
   * does not name the app (Baidu, docs/vendors/baidu.md B.3).
   */
  readonly authorize: (platformToken: string, code: string, appId?: AppId) => TE.TaskEither<DomainError, AppGrant>
  /** Says whether an error of `refresh` means that the refresh token itself is used up or dead, so that `recover` may help. */
  readonly isSpent: (error: DomainError) => boolean
  /**
   * Replaces a refresh token that was lost or used up. May be asked again and again. `dead` are the refresh tokens that the
   * vendor has refused: one of them is given again only where the vendor, asked after this question, knows no other. That the
   * app is not authorised is said only of what the vendor was asked after this question.
   */
  readonly recover: (
    platformToken: string,
    appId: AppId,
    dead?: ReadonlyArray<string>,
  ) => TE.TaskEither<DomainError, Recovered>
  /** Makes the links with which a merchant authorises the platform, where the vendor has such pages. */
  readonly authorizationLinks?: (
    platformToken: string,
    request: AuthorizationRequest,
  ) => TE.TaskEither<DomainError, AuthorizationLinks>
  /** Gets a page of the apps that are authorised to the platform, the first one without `from`, where the vendor lists them. */
  readonly authorizedApps?: (platformToken: string, from?: string) => TE.TaskEither<DomainError, AuthorizedAppsPage>
  /** Asks the vendor to push tickets (again), where there is such a call. */
  readonly startTicketPush?: TE.TaskEither<DomainError, void>
}

/**
 * The vendor's half of keeping tokens where the platform's credentials are all that it takes: no ticket, no authorisation code, no refresh
 * token. One token of the platform serves every app (Huawei, docs/vendors/huawei.md C.7.5), or each app has one of its own.
 */
export interface PlatformTokenExchange extends Pick<TokenExchange, 'vendor' | 'platformId' | 'authorizedApps'> {
  readonly tokens: 'platform'
  /** Gets a token. Those that were given before stay good. */
  readonly platformToken: () => TE.TaskEither<DomainError, IssuedToken>
  /**
   * Gets a token of an app's own, however short it lives. Those that were given before stay good. Left out where the platform's serves
   * every app.
   */
  readonly appToken?: (appId: AppId) => TE.TaskEither<DomainError, IssuedToken>
}

/**
 * The vendor's half of keeping tokens, whichever way the vendor has.
 */
export type AnyTokenExchange = TokenExchange | PlatformTokenExchange

interface Closable {
  /** Ends idle connections. */
  readonly close: () => Promise<void>
}

/**
 * A token exchange with connections of its own.
 */
export interface ClosableTokenExchange extends TokenExchange, Closable {}

/**
 * The same where one token serves every app.
 */
export interface ClosablePlatformTokenExchange extends PlatformTokenExchange, Closable {}

/**
 * What a vendor pushes to the platform, after it was verified and decrypted. `createdAt` is in milliseconds since 1970.
 */
export type PushedEvent =
  | { readonly _tag: 'Ticket'; readonly ticket: string; readonly createdAt: number }
  | { readonly _tag: 'Authorized'; readonly appId: AppId; readonly code: string; readonly createdAt: number }
  | { readonly _tag: 'AuthorizationUpdated'; readonly appId: AppId; readonly code: string; readonly createdAt: number }
  | { readonly _tag: 'Unauthorized'; readonly appId: AppId; readonly createdAt: number }
  | { readonly _tag: 'Other'; readonly name: string; readonly createdAt: number }

/**
 * A push as it came in over HTTP.
 */
export interface PushRequest {
  readonly query: Readonly<Record<string, string | undefined>>
  /** As it was sent; empty where only `parsed` is left of it. */
  readonly body: string
  /**
   * What a body parser left where it did not keep the text. Names may be in small letters and values in arrays, as parsers of XML
   * make them.
   */
  readonly parsed?: unknown
}

/**
 * The vendor's half of hearing pushes: verifies first, then decrypts, then parses. Pure but for its clock.
 */
export interface PushReader {
  readonly vendor: string
  readonly platformId: string
  readonly read: (request: PushRequest) => E.Either<PushRefusal, PushedEvent>
  /**
   * Names a push by its signature, so that a copy of it is known however it is dressed or cut into parts; `undefined` where the
   * request has no such parts.
   */
  readonly nameOf: (request: PushRequest) => string | undefined
  /** What the vendor wants as an answer: the plain text `success`. */
  readonly answer: string
}
