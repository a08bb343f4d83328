import { type DomainError, type Environment, appSubject, systemClock } from '@mini-domains/core'
import {
  type AppGrant,
  type AppId,
  type InvalidConfig,
  type Recovered,
  type TokenExchange,
  authorizationLost,
  bilingual,
  evidenceOf,
  invalidConfig,
  later,
  permissionDenied,
  spentNothing,
  staticTokens,
  subjectName,
  tokenUnavailable,
  unreadableReply,
} from '@mini-domains/core/adapter'
import { type VendorClient, vendorClient } from '@mini-domains/http'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as t from 'io-ts'
import { type AuthorizerWalk, authorizerWalk } from './authorizer-walk.js'
import { wechatBaseUrl } from './driver.js'
import { tokenCall } from './token-call.js'
import { WechatTokenConfig, checked } from './token-config.js'
import { AuthorizerList, AuthorizerToken, ComponentToken, QueryAuth } from './token-reply.js'

/**
 * WeChat's half of keeping tokens, for one platform.
 */
export interface WechatExchange extends TokenExchange {
  /** Ends idle connections. */
  readonly close: () => Promise<void>
}

const second = 1_000
const graceMs = 5 * 60 * second
const ticketLifeMs = 12 * 60 * 60 * second
const pageSize = 500

interface Platform {
  readonly client: VendorClient
  readonly appId: string
  readonly secret: string
  readonly walk: AuthorizerWalk
}

type Answer<A> = TE.TaskEither<DomainError, A>

const where = (operation: string, appId: AppId) => ({
  vendor: 'wechat',
  operation,
  subject: subjectName(appSubject(appId)),
})

// What says that the refresh token is not good (docs/vendors/wechat.md A.4, A.5): the list may have another.
const deadCodes: ReadonlyArray<unknown> = [40030, 42002, 42007, 61023]

const isSpent = (error: DomainError): boolean => deadCodes.includes(error.vendorCode)

const refresh =
  ({ client, appId: component_appid, walk }: Platform): TokenExchange['refresh'] =>
  (platformToken, appId, refreshToken) =>
    pipe(
      tokenCall(client, {
        operation: 'token.refresh',
        appId,
        endpoint: 'api_authorizer_token',
        // May be repeated: the refresh token stays good (docs/vendors/wechat.md A.5).
        effect: 'read',
        platformToken,
        body: { component_appid, authorizer_appid: appId, authorizer_refresh_token: refreshToken },
        secrets: [refreshToken],
        reply: AuthorizerToken,
      }),
      TE.map((reply) => ({
        appId,
        token: reply.authorizer_access_token,
        expiresInMs: reply.expires_in * second,
        refreshToken: reply.authorizer_refresh_token,
      })),
      TE.mapLeft((error) => {
        if (isSpent(error)) walk.forget(appId)
        return error
      }),
    )

const grantOf = ({ authorization_info: info }: t.TypeOf<typeof QueryAuth>): E.Either<DomainError, AppGrant> => {
  const { authorizer_access_token: token = '', authorizer_refresh_token: refreshToken = '' } = info
  const appId = info.authorizer_appid
  return token === '' || refreshToken === ''
    ? E.left(
        permissionDenied(where('token.authorize', appId), {
          vendorMessage: 'no tokens for an account without API permission',
        }),
      )
    : E.right({ appId, token, refreshToken, expiresInMs: info.expires_in * second })
}

const authorize =
  ({ client, appId: component_appid }: Platform): TokenExchange['authorize'] =>
  (platformToken, code) =>
    pipe(
      tokenCall(client, {
        operation: 'token.authorize',
        endpoint: 'api_query_auth',
        effect: 'write',
        platformToken,
        body: { component_appid, authorization_code: code },
        secrets: [code],
        reply: QueryAuth,
      }),
      TE.chainEitherK(grantOf),
    )

const page = (client: VendorClient, component_appid: string, platformToken: string, appId: AppId, offset: number) =>
  tokenCall(client, {
    operation: 'token.recover',
    appId,
    endpoint: 'api_get_authorizer_list',
    effect: 'read',
    platformToken,
    body: { component_appid, offset, count: pageSize },
    secrets: [],
    reply: AuthorizerList,
  })

const nothingLost = bilingual('Try again in a moment: nothing is lost.', '请稍后重试：授权信息并未丢失。')

const unsettled = (lookedUp: ReturnType<typeof where>): DomainError =>
  tokenUnavailable(
    lookedUp,
    'the list of authorised apps changed each time that it was read, and did not name the app',
    {
      actor: 'vendor',
      retry: later(10_000),
      hint: nothingLost,
    },
  )

// The row itself is not quoted: it may hold a refresh token.
const unreadableRow = (lookedUp: ReturnType<typeof where>): DomainError => ({
  ...unreadableReply(lookedUp, {}, { path: 'list', expected: 'a row for the app that can be read', excerpt: '' }),
  ...spentNothing,
  fate: 'not-done',
  retry: later(10_000),
})

// The page may have been fetched for another app, and the call for it names none: a code that speaks of one app's authorisation
// says nothing here, and none may be given up for it.
const ofPage = (lookedUp: ReturnType<typeof where>, error: DomainError): DomainError =>
  error._tag === 'AuthorizationLost' || error._tag === 'CodeRefused'
    ? {
        ...tokenUnavailable(lookedUp, 'the list of authorised apps could not be read', {
          actor: 'vendor',
          retry: later(10_000),
          hint: nothingLost,
        }),
        ...evidenceOf(error),
      }
    : { ...error, ...lookedUp }

/**
 * Looks an app up in the list of all that are authorised (docs/vendors/wechat.md A.5), in a walk that all recoveries share.
 */
const recover =
  ({ walk }: Platform): TokenExchange['recover'] =>
  (platformToken, appId, dead = []): Answer<Recovered> =>
  async () => {
    const lookedUp = where('token.recover', appId)
    const found = await walk.find(platformToken, appId, dead)
    if (E.isLeft(found)) return E.left(ofPage(lookedUp, found.left))
    switch (found.right._tag) {
      case 'Token':
        return E.right({ _tag: 'RefreshToken', refreshToken: found.right.refreshToken })
      case 'NoToken':
        return E.left(authorizationLost(lookedUp, {}, 'never-completed'))
      case 'Absent':
        return E.left(authorizationLost(lookedUp, {}))
      case 'Unreadable':
        return E.left(unreadableRow(lookedUp))
      case 'Unsettled':
        return E.left(unsettled(lookedUp))
    }
  }

const exchangeOf = (platform: Platform): WechatExchange => {
  const { client, appId, secret } = platform
  return {
    vendor: 'wechat',
    platformId: appId,
    refreshTokens: 'reusable',
    graceMs,
    ticketLifeMs,
    platformToken: (ticket) =>
      pipe(
        tokenCall(client, {
          operation: 'token.platform',
          endpoint: 'api_component_token',
          effect: 'read',
          body: { component_appid: appId, component_appsecret: secret, component_verify_ticket: ticket },
          secrets: [secret, ticket],
          reply: ComponentToken,
        }),
        TE.map((reply) => ({ token: reply.component_access_token, expiresInMs: reply.expires_in * second })),
      ),
    refresh: refresh(platform),
    authorize: authorize(platform),
    isSpent,
    recover: recover(platform),
    startTicketPush: pipe(
      tokenCall(client, {
        operation: 'ticket.start',
        endpoint: 'api_start_push_ticket',
        effect: 'read',
        // Here the secret has another name (docs/vendors/wechat.md A.5).
        body: { component_appid: appId, component_secret: secret },
        secrets: [secret],
        reply: t.UnknownRecord,
      }),
      TE.map(() => undefined),
    ),
    close: client.close,
  }
}

/**
 * Makes WeChat's half of keeping tokens, from the platform's app id and secret. A config that is not right is listed.
 */
export const wechatExchange = (
  config: unknown,
  environment: Partial<Environment> = {},
): E.Either<InvalidConfig, WechatExchange> =>
  pipe(
    checked(WechatTokenConfig, config),
    E.bimap(
      (issues) => invalidConfig('wechat', issues),
      (settings) => {
        const clock = environment.clock ?? systemClock
        const { componentAppId: appId, componentAppSecret: secret } = settings
        const client = vendorClient({
          baseUrl: settings.baseUrl ?? wechatBaseUrl,
          settings,
          tokens: staticTokens({}),
          hooks: {},
          ...environment,
          clock,
        })
        return exchangeOf({
          client,
          appId,
          secret,
          walk: authorizerWalk((...ask) => page(client, appId, ...ask), clock),
        })
      },
    ),
  )
