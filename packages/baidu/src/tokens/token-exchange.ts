import { type DomainError } from '@mini-domains/core'
import {
  type AppGrant,
  type AppId,
  type ClosableTokenExchange,
  type TokenExchange,
  UnbrokenText,
  bilingual,
  strictObject,
  codeRefused,
  evidenceOf,
  retrievedCodeRefused,
  tokenUnavailable,
} from '@mini-domains/core/adapter'
import {
  type TokenClient,
  type TokenHttpSettings,
  tokenHttpSettings,
  tokenCallOf,
  tokenExchangeOf,
} from '@mini-domains/http'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { pipe } from 'fp-ts/lib/function.js'
import type * as t from 'io-ts'
import { authorizationLinks } from './authorization-links.js'
import { encodeForm, formType } from '../wire/codecs.js'
import { baiduBaseUrl } from '../wire/endpoint.js'
import { AppTokens, PlatformToken, RetrievedCode, send } from './token-calls.js'

/**
 * Codec of the config that Baidu's platform tokens are issued for: the platform's key (TP key), and the HTTP settings.
 */
export const BaiduTokenConfig: t.Type<BaiduTokenConfig> = strictObject(
  'a Baidu platform',
  { clientId: UnbrokenText },
  tokenHttpSettings,
)

/**
 * The config that Baidu's platform tokens are issued for.
 */
export interface BaiduTokenConfig extends TokenHttpSettings {
  readonly clientId: string
}

const second = 1_000

const waitForTicket = bilingual(
  'Check clientId, and wait for the next ticket push (every 10 minutes).',
  '请检查 clientId，并等待下一次票据推送（每 10 分钟一次）。',
)

// The request is right, so it is the ticket or the client id that is not (docs/vendors/baidu.md B.1.3: 50001, 50002, 50003).
const ofTicket = (error: DomainError): DomainError =>
  error._tag === 'RequestRejected'
    ? {
        ...error,
        ...tokenUnavailable(
          error,
          bilingual('the vendor takes the ticket or the client id for wrong', '厂商认为票据或 client_id 有误'),
          {
            actor: 'platform',
            hint: waitForTicket,
          },
        ),
      }
    : error

const platformToken =
  (client: TokenClient, clientId: string): TokenExchange['platformToken'] =>
  (ticket) =>
    pipe(
      send(
        client,
        {
          operation: 'token.platform',
          request: {
            effect: 'read',
            method: 'GET',
            path: '/public/2.0/smartapp/auth/tp/token',
            query: { client_id: clientId, ticket },
          },
          secrets: [ticket],
        },
        PlatformToken,
      ),
      TE.bimap(ofTicket, ({ data }) => ({ token: data.access_token, expiresInMs: data.expires_in * second })),
    )

/**
 * What a grant of `oauth/token` is exchanged for: its type, and its one credential under the vendor's name.
 */
interface Grant {
  readonly type: 'app_to_tp_authorization_code' | 'app_to_tp_refresh_token'
  readonly credential: { readonly code: string } | { readonly refresh_token: string }
}

/**
 * Both grants of `oauth/token`. The credential is worthless once the vendor has seen it, even if the reply is lost: so it is a write,
 * which is never repeated (docs/vendors/baidu.md B.3).
 */
const exchanged = (
  client: TokenClient,
  operation: string,
  token: string,
  appId: AppId,
  { type, credential }: Grant,
): TE.TaskEither<DomainError, AppGrant> =>
  pipe(
    send(
      client,
      {
        operation,
        appId,
        request: {
          effect: 'write',
          method: 'GET',
          path: '/rest/2.0/oauth/token',
          query: { access_token: token, ...credential, grant_type: type },
        },
        secrets: [token, ...Object.values(credential)],
      },
      AppTokens,
    ),
    TE.map((reply) => ({
      appId,
      token: reply.access_token,
      refreshToken: reply.refresh_token,
      expiresInMs: reply.expires_in * second,
    })),
  )

const byCode = (client: TokenClient, operation: string, token: string, code: string, appId: AppId) =>
  exchanged(client, operation, token, appId, { type: 'app_to_tp_authorization_code', credential: { code } })

// docs/vendors/baidu.md B.0.2: each of these may be said of the credential.
const grantCodes: ReadonlyArray<unknown> = ['invalid_grant', 'expired_token']

/** Whether the credential is worthless: used, too old, or none. */
const isWorthless = (error: DomainError, name: RegExp): boolean =>
  grantCodes.includes(error.vendorCode) ||
  (error.vendorCode === 'invalid_request' && name.test(error.vendorMessage ?? ''))

const ofCode = (error: DomainError): DomainError =>
  isWorthless(error, /code/i) ? codeRefused(error, evidenceOf(error)) : error

const ofRetrievedCode = (error: DomainError): DomainError =>
  isWorthless(error, /code/i) ? retrievedCodeRefused(error) : error

const appUnnamed = (): DomainError =>
  tokenUnavailable(
    tokenCallOf('baidu', 'token.authorize'),
    bilingual("the vendor's reply to a code does not name the app", '厂商对授权码的响应中没有小程序 appId'),
    {
      hint: bilingual(
        'Give the app id with the code, or wait for the pushed event, which names it.',
        '请随授权码一并提供小程序 appId，或等待推送事件（其中包含 appId）。',
      ),
    },
  )

const authorize =
  (client: TokenClient): TokenExchange['authorize'] =>
  (token, code, appId) =>
    appId === undefined
      ? TE.left(appUnnamed())
      : TE.mapLeft(ofCode)(byCode(client, 'token.authorize', token, code, appId))

/**
 * Gets a new code in place of a lost refresh token (docs/vendors/baidu.md B.3), and exchanges it.
 */
const recover =
  (client: TokenClient): TokenExchange['recover'] =>
  (token, appId) =>
    pipe(
      send(
        client,
        {
          operation: 'token.recover',
          appId,
          request: {
            effect: 'read',
            method: 'POST',
            path: '/rest/2.0/smartapp/auth/retrieve/authorizationcode',
            query: { access_token: token },
            contentType: formType,
            body: encodeForm([['app_id', appId]]),
          },
          secrets: [token],
        },
        RetrievedCode,
      ),
      TE.chain(({ data }) =>
        TE.mapLeft(ofRetrievedCode)(byCode(client, 'token.recover', token, data.authorization_code, appId)),
      ),
      TE.map((found) => ({ _tag: 'Grant', grant: found })),
    )

const exchangeOf = (client: TokenClient, clientId: string): ClosableTokenExchange => ({
  vendor: 'baidu',
  platformId: clientId,
  refreshTokens: 'single-use',
  // No grace is documented (docs/vendors/baidu.md B.3).
  graceMs: 0,
  platformToken: platformToken(client, clientId),
  authorizationLinks: authorizationLinks(client, clientId),
  refresh: (token, appId, refreshToken) =>
    exchanged(client, 'token.refresh', token, appId, {
      type: 'app_to_tp_refresh_token',
      credential: { refresh_token: refreshToken },
    }),
  authorize: authorize(client),
  isSpent: (error) => isWorthless(error, /refresh.?token/i),
  recover: recover(client),
  close: client.close,
})

/**
 * Makes Baidu's half of keeping tokens, from the platform's key. An invalid config lists its issues.
 */
export const baiduExchange = tokenExchangeOf('baidu', baiduBaseUrl, BaiduTokenConfig, (client, { clientId }) =>
  exchangeOf(client, clientId),
)
