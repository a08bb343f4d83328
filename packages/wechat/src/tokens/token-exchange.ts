import { type DomainError } from '@mini-domains/core'
import {
  type AppGrant,
  type ClosableTokenExchange,
  type TokenExchange,
  UnbrokenText,
  permissionDenied,
  strictObject,
} from '@mini-domains/core/adapter'
import {
  NonEmptyText,
  Seconds,
  type TokenClient,
  type TokenHttpSettings,
  tokenHttpSettings,
  tokenCallOf,
  tokenExchangeOf,
} from '@mini-domains/http'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as t from 'io-ts'
import { authorizationLinks } from './authorization-links.js'
import { authorizedApps, authorizerPage } from './authorized-apps.js'
import { type AuthorizerList, authorizerList } from './authorizer-list.js'
import { domainPermissionSet } from '../wire/codes.js'
import { wechatBaseUrl } from '../wire/endpoint.js'
import { decoderOf, requestOf, secretDecoderOf, withToken } from './token-calls.js'

/**
 * Codec of the config that WeChat's platform tokens are issued for: the platform's app id and secret, and the HTTP settings.
 */
export const WechatTokenConfig: t.Type<WechatTokenConfig> = strictObject(
  'a WeChat platform',
  { componentAppId: UnbrokenText, componentAppSecret: UnbrokenText },
  tokenHttpSettings,
)

/**
 * The config that WeChat's platform tokens are issued for.
 */
export interface WechatTokenConfig extends TokenHttpSettings {
  readonly componentAppId: string
  readonly componentAppSecret: string
}

const ComponentToken = t.type({ component_access_token: NonEmptyText, expires_in: Seconds })

const AuthorizerToken = t.type({
  authorizer_access_token: NonEmptyText,
  expires_in: Seconds,
  authorizer_refresh_token: NonEmptyText,
})

// The tokens are missing if the account has no permission.
const QueryAuth = t.type({
  authorization_info: t.intersection([
    t.type({ authorizer_appid: NonEmptyText, expires_in: Seconds }),
    t.partial({ authorizer_access_token: t.string, authorizer_refresh_token: t.string }),
  ]),
})

interface Platform {
  readonly client: TokenClient
  readonly appId: string
  readonly secret: string
  readonly authorizers: AuthorizerList
}

const second = 1_000
const graceMs = 5 * 60 * second
const ticketLifeMs = 12 * 60 * 60 * second

// What says that the refresh token is not good (docs/vendors/wechat.md A.4, A.5): the list may have another.
const deadCodes: ReadonlyArray<unknown> = [40030, 42002, 42007, 61023]

const isSpent = (error: DomainError): boolean => deadCodes.includes(error.vendorCode)

const platformToken =
  ({ client, appId, secret }: Platform): TokenExchange['platformToken'] =>
  (ticket) =>
    pipe(
      client.send({
        operation: 'token.platform',
        request: requestOf('read', 'api_component_token', {
          component_appid: appId,
          component_appsecret: secret,
          component_verify_ticket: ticket,
        }),
        secrets: [secret, ticket],
        decode: secretDecoderOf(ComponentToken),
      }),
      TE.map((reply) => ({ token: reply.component_access_token, expiresInMs: reply.expires_in * second })),
    )

const refresh =
  ({ client, appId: component_appid, authorizers }: Platform): TokenExchange['refresh'] =>
  (token, appId, refreshToken) =>
    pipe(
      client.send({
        operation: 'token.refresh',
        appId,
        request: withToken(
          token,
          // May be repeated: the refresh token stays good (docs/vendors/wechat.md A.5).
          requestOf('read', 'api_authorizer_token', {
            component_appid,
            authorizer_appid: appId,
            authorizer_refresh_token: refreshToken,
          }),
        ),
        secrets: [token, refreshToken],
        decode: decoderOf(AuthorizerToken),
      }),
      TE.map((reply) => ({
        appId,
        token: reply.authorizer_access_token,
        expiresInMs: reply.expires_in * second,
        refreshToken: reply.authorizer_refresh_token,
      })),
      TE.mapLeft((error) => {
        if (isSpent(error)) authorizers.forget(appId)
        return error
      }),
    )

const grantOf = ({ authorization_info: info }: t.TypeOf<typeof QueryAuth>): E.Either<DomainError, AppGrant> => {
  const { authorizer_access_token: token = '', authorizer_refresh_token: refreshToken = '' } = info
  const appId = info.authorizer_appid
  if (token !== '' && refreshToken !== '')
    return E.right({ appId, token, refreshToken, expiresInMs: info.expires_in * second })
  const vendorMessage = 'no tokens for an account without API permission'
  return E.left(
    permissionDenied(tokenCallOf('wechat', 'token.authorize', appId), { vendorMessage }, domainPermissionSet),
  )
}

const authorize =
  ({ client, appId: component_appid }: Platform): TokenExchange['authorize'] =>
  (token, code) =>
    pipe(
      client.send({
        operation: 'token.authorize',
        request: withToken(token, requestOf('write', 'api_query_auth', { component_appid, authorization_code: code })),
        secrets: [token, code],
        decode: decoderOf(QueryAuth),
      }),
      TE.chainEitherK(grantOf),
    )

const startTicketPush = ({ client, appId, secret }: Platform): TE.TaskEither<DomainError, void> =>
  pipe(
    client.send({
      operation: 'ticket.start',
      // Here the secret has another name (docs/vendors/wechat.md A.5).
      request: requestOf('read', 'api_start_push_ticket', { component_appid: appId, component_secret: secret }),
      secrets: [secret],
      decode: secretDecoderOf(t.UnknownRecord),
    }),
    TE.map(() => undefined),
  )

const exchangeOf = (platform: Platform): ClosableTokenExchange => ({
  vendor: 'wechat',
  platformId: platform.appId,
  refreshTokens: 'reusable',
  graceMs,
  ticketLifeMs,
  platformToken: platformToken(platform),
  refresh: refresh(platform),
  authorize: authorize(platform),
  isSpent,
  recover: platform.authorizers.recover,
  authorizationLinks: authorizationLinks(platform.client, platform.appId),
  authorizedApps: authorizedApps(platform.client, platform.appId),
  startTicketPush: startTicketPush(platform),
  close: platform.client.close,
})

/**
 * Makes WeChat's half of keeping tokens, from the platform's app id and secret. An invalid config lists its issues.
 */
export const wechatExchange = tokenExchangeOf('wechat', wechatBaseUrl, WechatTokenConfig, (client, config, clock) => {
  const { componentAppId: appId, componentAppSecret: secret } = config
  return exchangeOf({ client, appId, secret, authorizers: authorizerList(authorizerPage(client, appId), clock) })
})
