import { type DomainError } from '@mini-domains/core'
import {
  type AppGrant,
  type AppId,
  type ClosableTokenExchange,
  type TokenExchange,
  UnbrokenText,
  authorizationLost,
  codeRefused,
  evidenceOf,
  retrievedCodeRefused,
  strictObject,
} from '@mini-domains/core/adapter'
import {
  type TokenHttpSettings,
  NonEmptyText,
  Seconds,
  type TokenClient,
  tokenHttpSettings,
  tokenExchangeOf,
} from '@mini-domains/http'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as t from 'io-ts'
import { jsonRequest } from '../wire/codecs.js'
import { douyinBaseUrl, paths } from '../wire/endpoint.js'
import { authorizationLinks } from './authorization-links.js'
import { authorizedApps } from './authorized-apps.js'
import { decoderOf, send } from './token-calls.js'

const isPath = (input: unknown): input is string => typeof input === 'string' && /^\/[\w./-]+$/.test(input)

const Path = new t.Type<string, string, unknown>(
  'a path from "/"',
  isPath,
  (input, context) => (isPath(input) ? t.success(input) : t.failure(input, context)),
  t.identity,
)

/**
 * Codec of the config that Douyin's platform tokens are issued for: the application's id and secret, and the HTTP settings.
 */
export const DouyinTokenConfig: t.Type<DouyinTokenConfig> = strictObject(
  'a Douyin platform',
  { componentAppId: UnbrokenText, componentAppSecret: UnbrokenText },
  { ...tokenHttpSettings, componentTokenPath: Path },
)

/**
 * The config that Douyin's platform tokens are issued for.
 */
export interface DouyinTokenConfig extends TokenHttpSettings {
  readonly componentAppId: string
  readonly componentAppSecret: string
  /**
   * A guess, for where the component token is asked for, since sources name two places: `/openapi/v2/auth/tp/token/` (default), or another
   * path of the host (docs/vendors/douyin.md C.1.6, D 40).
   */
  readonly componentTokenPath?: string | undefined
}

// Flat, and without an envelope (docs/vendors/douyin.md C.1.6).
const ComponentToken = t.type({ component_access_token: NonEmptyText, expires_in: Seconds })

const AppTokens = t.type({
  data: t.type({
    authorizer_access_token: NonEmptyText,
    authorizer_refresh_token: NonEmptyText,
    authorizer_appid: NonEmptyText,
    expires_in: Seconds,
  }),
})

const RetrievedCode = t.type({ data: t.type({ authorization_code: NonEmptyText }) })

const second = 1_000
const platformGraceMs = 5 * 60 * second
const ticketLifeMs = 3 * 60 * 60 * second

const platformToken =
  (
    client: TokenClient,
    { componentAppId, componentAppSecret, componentTokenPath = paths['component-token'] }: DouyinTokenConfig,
  ): TokenExchange['platformToken'] =>
  (ticket) =>
    pipe(
      client.send({
        operation: 'token.platform',
        request: {
          effect: 'read',
          method: 'GET',
          path: componentTokenPath,
          query: {
            component_appid: componentAppId,
            component_appsecret: componentAppSecret,
            component_ticket: ticket,
          },
        },
        secrets: [componentAppSecret, ticket],
        decode: decoderOf(ComponentToken, 'taken'),
      }),
      TE.map((reply) => ({ token: reply.component_access_token, expiresInMs: reply.expires_in * second })),
    )

/**
 * What a grant is exchanged for: its type, and its one credential under the vendor's name.
 */
type Grant =
  | { readonly grant_type: 'app_to_tp_authorization_code'; readonly authorization_code: string }
  | { readonly grant_type: 'app_to_tp_refresh_token'; readonly authorizer_refresh_token: string }

/**
 * Both grants. The credential is worthless once the vendor has seen it, even if the reply is lost: so it is a write, which is never
 * repeated (docs/vendors/douyin.md C.1.6).
 */
const exchanged = (
  client: TokenClient,
  operation: string,
  token: string,
  grant: Grant,
  appId?: AppId,
): TE.TaskEither<DomainError, AppGrant> =>
  pipe(
    send(
      client,
      token,
      {
        operation,
        ...(appId === undefined ? {} : { appId }),
        request: { effect: 'write', method: 'GET', path: paths['app-token'], query: { ...grant } },
        secrets: [
          grant.grant_type === 'app_to_tp_refresh_token' ? grant.authorizer_refresh_token : grant.authorization_code,
        ],
      },
      AppTokens,
    ),
    TE.map(({ data }) => ({
      appId: data.authorizer_appid,
      token: data.authorizer_access_token,
      refreshToken: data.authorizer_refresh_token,
      expiresInMs: data.expires_in * second,
    })),
  )

const byCode = (client: TokenClient, operation: string, token: string, code: string, appId?: AppId) =>
  exchanged(client, operation, token, { grant_type: 'app_to_tp_authorization_code', authorization_code: code }, appId)

// No source gives a code for a wrong authorisation code, nor one of v2 for a refresh token that is used up (docs/vendors/douyin.md C.1.3).
const worthless: ReadonlyArray<unknown> = [40001, 40021]

const ofCode = (error: DomainError): DomainError =>
  worthless.includes(error.vendorCode) ? codeRefused(error, evidenceOf(error)) : error

const ofRetrievedCode = (error: DomainError): DomainError =>
  worthless.includes(error.vendorCode) ? retrievedCodeRefused(error) : error

// An app that Douyin does not find is not authorised: the call names it, and nothing else (docs/vendors/douyin.md C.1.3).
const ofRecovery = (error: DomainError): DomainError =>
  error.vendorCode === 40004 ? authorizationLost(error, evidenceOf(error)) : error

/**
 * Gets a new code in place of a lost refresh token, and exchanges it (docs/vendors/douyin.md C.1.6).
 */
const recover =
  (client: TokenClient): TokenExchange['recover'] =>
  (token, appId) =>
    pipe(
      send(
        client,
        token,
        {
          operation: 'token.recover',
          appId,
          request: jsonRequest(paths['retrieve-code'], 'read', { authorization_appid: appId }),
        },
        RetrievedCode,
      ),
      TE.mapLeft(ofRecovery),
      TE.chain(({ data }) =>
        TE.mapLeft(ofRetrievedCode)(byCode(client, 'token.recover', token, data.authorization_code, appId)),
      ),
      TE.map((grant) => ({ _tag: 'Grant', grant })),
    )

const exchangeOf = (client: TokenClient, config: DouyinTokenConfig): ClosableTokenExchange => ({
  vendor: 'douyin',
  platformId: config.componentAppId,
  refreshTokens: 'single-use',
  // A refresh clears the token of the app before it at once (docs/vendors/douyin.md C.1.6).
  graceMs: 0,
  platformGraceMs,
  ticketLifeMs,
  platformToken: platformToken(client, config),
  refresh: (token, appId, refreshToken) =>
    exchanged(
      client,
      'token.refresh',
      token,
      { grant_type: 'app_to_tp_refresh_token', authorizer_refresh_token: refreshToken },
      appId,
    ),
  authorize: (token, code, appId) => TE.mapLeft(ofCode)(byCode(client, 'token.authorize', token, code, appId)),
  isSpent: (error) => worthless.includes(error.vendorCode),
  recover: recover(client),
  authorizationLinks: authorizationLinks(client),
  authorizedApps: authorizedApps(client),
  close: client.close,
})

/**
 * Makes Douyin's half of keeping tokens, from the application's id and secret. An invalid config lists its issues.
 */
export const douyinExchange = tokenExchangeOf('douyin', douyinBaseUrl, DouyinTokenConfig, exchangeOf)
