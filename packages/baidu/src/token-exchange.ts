import { type DomainError, type Environment, systemClock } from '@mini-domains/core'
import {
  type AppGrant,
  type AppId,
  type InvalidConfig,
  type TokenExchange,
  bilingual,
  codeRefused,
  evidenceOf,
  invalidConfig,
  later,
  staticTokens,
  tokenUnavailable,
} from '@mini-domains/core/adapter'
import { type VendorClient, vendorClient } from '@mini-domains/http'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { pipe } from 'fp-ts/lib/function.js'
import type * as t from 'io-ts'
import { baiduBaseUrl } from './driver.js'
import { encodeForm, formType } from './encoding.js'
import { callOf, tokenCall } from './token-call.js'
import { BaiduTokenConfig, checked } from './token-config.js'
import { AppTokens, PlatformToken, RetrievedCode } from './token-reply.js'

/**
 * Baidu's half of keeping tokens, for one platform.
 */
export interface BaiduExchange extends TokenExchange {
  /** Ends idle connections. */
  readonly close: () => Promise<void>
}

const second = 1_000

type Answer<A> = TE.TaskEither<DomainError, A>

const waitForTicket = bilingual(
  'Check clientId, and wait for the next ticket push (every 10 minutes).',
  '请检查 clientId，并等待下一次票据推送（每 10 分钟一次）。',
)

// The request is right, so it is the ticket or the client id that is not (docs/vendors/baidu.md B.1.3: 50001, 50002, 50003).
const ofTicket = (error: DomainError): DomainError =>
  error._tag === 'RequestRejected'
    ? {
        ...error,
        ...tokenUnavailable(error, 'the vendor takes the ticket or the client id for wrong', {
          actor: 'platform',
          hint: waitForTicket,
        }),
      }
    : error

const platformToken = (
  client: VendorClient,
  clientId: string,
  ticket: string,
): Answer<{ token: string; expiresInMs: number }> =>
  pipe(
    tokenCall(client, {
      operation: 'token.platform',
      request: {
        effect: 'read',
        method: 'GET',
        path: '/public/2.0/smartapp/auth/tp/token',
        query: { client_id: clientId, ticket },
      },
      secrets: [ticket],
      reply: PlatformToken,
    }),
    TE.bimap(ofTicket, ({ data }) => ({ token: data.access_token, expiresInMs: data.expires_in * second })),
  )

const grantOf =
  (appId: AppId) =>
  (reply: t.TypeOf<typeof AppTokens>): AppGrant => ({
    appId,
    token: reply.access_token,
    refreshToken: reply.refresh_token,
    expiresInMs: reply.expires_in * second,
  })

/**
 * Both grants of `oauth/token`. What each is asked for with is worthless once the vendor has seen it, also if the reply is
 * lost: so it is a write, which is never repeated (docs/vendors/baidu.md B.3).
 */
const grant = (
  client: VendorClient,
  operation: string,
  appId: AppId,
  query: {
    readonly access_token: string
    readonly grant_type: string
    readonly code?: string
    readonly refresh_token?: string
  },
): Answer<AppGrant> =>
  pipe(
    tokenCall(client, {
      operation,
      appId,
      request: { effect: 'write', method: 'GET', path: '/rest/2.0/oauth/token', query },
      secrets: [query.access_token, query.code ?? '', query.refresh_token ?? ''],
      reply: AppTokens,
    }),
    TE.map(grantOf(appId)),
  )

const byCode = (client: VendorClient, operation: string, token: string, code: string, appId: AppId): Answer<AppGrant> =>
  grant(client, operation, appId, { access_token: token, code, grant_type: 'app_to_tp_authorization_code' })

// docs/vendors/baidu.md B.0.2: each of these may be said of what was sent to be exchanged.
const grantCodes: ReadonlyArray<unknown> = ['invalid_grant', 'expired_token']

/** Whether what was sent to be exchanged is not good: used, too old, or none. */
const isWorthless = (error: DomainError, name: RegExp): boolean =>
  grantCodes.includes(error.vendorCode) ||
  (error.vendorCode === 'invalid_request' && name.test(error.vendorMessage ?? ''))

const ofCode = (error: DomainError): DomainError =>
  isWorthless(error, /code/i) ? codeRefused(error, evidenceOf(error)) : error

// The vendor has just given it: a code that another process has got meanwhile may have taken its place.
const ofRetrievedCode = (error: DomainError): DomainError =>
  isWorthless(error, /code/i)
    ? {
        ...tokenUnavailable(error, 'the vendor did not take the code that it has just given', {
          actor: 'vendor',
          retry: later(second),
          hint: bilingual('Try again: another code can be had.', '请重试：可再次获取新的授权码。'),
        }),
        ...evidenceOf(error),
      }
    : error

const appUnnamed = (): DomainError =>
  tokenUnavailable(callOf('token.authorize'), "the vendor's reply to a code does not name the app", {
    hint: bilingual(
      'Give the app id with the code, or wait for the pushed event, which names it.',
      '请随授权码一并提供小程序 appId，或等待推送事件（其中包含 appId）。',
    ),
  })

/**
 * Gets a new code in place of a lost refresh token (docs/vendors/baidu.md B.3), and exchanges it.
 */
const recover =
  (client: VendorClient): TokenExchange['recover'] =>
  (token, appId) =>
    pipe(
      tokenCall(client, {
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
        reply: RetrievedCode,
      }),
      TE.chain(({ data }) =>
        TE.mapLeft(ofRetrievedCode)(byCode(client, 'token.recover', token, data.authorization_code, appId)),
      ),
      TE.map((found) => ({ _tag: 'Grant', grant: found })),
    )

const exchangeOf = (client: VendorClient, clientId: string): BaiduExchange => ({
  vendor: 'baidu',
  platformId: clientId,
  refreshTokens: 'single-use',
  // No grace is documented (docs/vendors/baidu.md B.3).
  graceMs: 0,
  platformToken: (ticket) => platformToken(client, clientId, ticket),
  refresh: (token, appId, refreshToken) =>
    grant(client, 'token.refresh', appId, {
      access_token: token,
      refresh_token: refreshToken,
      grant_type: 'app_to_tp_refresh_token',
    }),
  authorize: (token, code, appId) =>
    appId === undefined
      ? TE.left(appUnnamed())
      : TE.mapLeft(ofCode)(byCode(client, 'token.authorize', token, code, appId)),
  isSpent: (error) => isWorthless(error, /refresh.?token/i),
  recover: recover(client),
  close: client.close,
})

/**
 * Makes Baidu's half of keeping tokens, from the platform's key. A config that is not right is listed.
 */
export const baiduExchange = (
  config: unknown,
  environment: Partial<Environment> = {},
): E.Either<InvalidConfig, BaiduExchange> =>
  pipe(
    checked(BaiduTokenConfig, config),
    E.bimap(
      (issues) => invalidConfig('baidu', issues),
      (settings) => {
        const surroundings = { clock: systemClock, hooks: {}, ...environment }
        const baseUrl = settings.baseUrl ?? baiduBaseUrl
        const client = vendorClient({ baseUrl, settings, tokens: staticTokens({}), ...surroundings })
        return exchangeOf(client, settings.clientId)
      },
    ),
  )
