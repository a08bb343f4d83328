import { type DomainError, type Subject } from '@mini-domains/core'
import { type AppId, type PushedEvent, matchSubject, quietly } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { appRefresh } from './tokens/app-refresh.js'
import { issuedApp } from './tokens/issued-app.js'
import { appRecords } from './records/app-records.js'
import { type PlatformTokens } from './tokens/app-attempt.js'
import { exchangeCode } from './tokens/authorization.js'
import { type Credentials } from './credentials.js'
import { type TokenContext, whereOf } from './tokens/context.js'
import { recordEvent } from './pushes/pushed-event.js'
import { importRows } from './import/import.js'
import { type TokenManager, tokenManager } from './tokens/token-manager.js'
import { type CredentialOptions, contextOf } from './options.js'
import { platformRefresh } from './tokens/platform-refresh.js'
import { atMost } from './tokens/single-flight.js'
import { endOf } from './records/status.js'
import { storeError } from './tokens/token-errors.js'

const inMemory = 100_000

const platformTokens = (context: TokenContext, tokens: TokenManager): PlatformTokens => {
  const refresh = platformRefresh(context)
  return {
    get: async () => tokens.cached(refresh.id) ?? tokens.get(refresh),
    refused: (token) => tokens.refused(refresh, token),
  }
}

/** Makes a call with the platform's token, and once more with the next one where the vendor refuses it. */
const withPlatformToken =
  <A>(
    platform: PlatformTokens,
    call: (token: string) => TE.TaskEither<DomainError, A>,
  ): TE.TaskEither<DomainError, A> =>
  async () => {
    const token = await platform.get()
    if (E.isLeft(token)) return token
    const first = await call(token.right)()
    if (E.isRight(first) || first.left._tag !== 'TokenRejected') return first
    const other = await platform.refused(token.right)
    if (E.isLeft(other)) return other
    return other.right === token.right ? first : call(other.right)()
  }

const assemble = (context: TokenContext, options: CredentialOptions): Credentials => {
  const platformManager = tokenManager(context, 4, (run) => run())
  const platform = platformTokens(context, platformManager)
  const tokens = tokenManager(context, options.cached ?? inMemory, atMost(options.concurrency ?? 32))
  const { appToken } = context
  const refreshOf = (appId: AppId) =>
    appToken === undefined ? appRefresh(context, platform, appId) : issuedApp(context, appToken, appId)

  const get = matchSubject<TE.TaskEither<DomainError, string>>({
    app: (appId) => () => {
      if (context.isShared) return platform.get()
      const known = tokens.cached(appId)
      return known === undefined ? tokens.get(refreshOf(appId)) : Promise.resolve(known)
    },
    platform: () => platform.get,
  })

  const refused = (subject: Subject, token: string): TE.TaskEither<DomainError, string> =>
    matchSubject<TE.TaskEither<DomainError, string>>({
      app: (appId) => () => (context.isShared ? platform.refused(token) : tokens.refused(refreshOf(appId), token)),
      platform: () => () => platform.refused(token),
    })(subject)

  const exchangeBehind = (appId: AppId): void => {
    tokens.evict(appId)
    void tokens.get(refreshOf(appId)).then((got) => {
      if (E.isLeft(got)) quietly(() => context.hooks.onError?.(got.left))
    })
  }

  const accept =
    (event: PushedEvent): TE.TaskEither<DomainError, void> =>
    async () => {
      const noted = await recordEvent(context, event)
      if (E.isLeft(noted)) return E.left(storeError(whereOf(context, 'push'), noted.left))
      switch (noted.right._tag) {
        case 'Exchange':
          exchangeBehind(noted.right.appId)
          break
        case 'Drop':
          tokens.evict(noted.right.appId)
          break
        case 'Nothing':
          break
      }
      return E.right(undefined)
    }

  const { authorizationLinks: links, authorizedApps: listed } = context.exchange
  const records = appRecords(context, tokens.evict, (appId, token) => tokens.refused(refreshOf(appId), token))

  return {
    vendor: context.exchange.vendor,
    platformId: context.exchange.platformId,
    get,
    refused,
    accept,
    authorize: (code, appId) => async () => {
      const exchanged = await exchangeCode(context, platform, code, appId)
      if (E.isRight(exchanged)) tokens.evict(exchanged.right)
      return exchanged
    },
    importRefreshTokens: (rows, importOptions) => () => importRows(context, rows, importOptions ?? {}),
    failed: (subject, token, error) =>
      matchSubject<TE.TaskEither<DomainError, void>>({
        app: (appId) => (context.isShared ? TE.right(undefined) : records.report(appId, error, token)),
        platform: () => TE.right(undefined),
      })(subject),
    ...records,
    ...(links === undefined
      ? {}
      : { authorizationLinks: (request) => withPlatformToken(platform, (token) => links(token, request)) }),
    ...(listed === undefined
      ? {}
      : { authorizedApps: (from) => withPlatformToken(platform, (token) => listed(token, from)) }),
    platformStatus: async () => {
      const ticket = await context.tickets.read(context.names.ticket)
      const token = await context.platform.read(context.names.platform)
      if (E.isLeft(ticket)) return E.left(storeError(whereOf(context, 'platform'), ticket.left))
      if (E.isLeft(token)) return E.left(storeError(whereOf(context, 'platform'), token.left))
      return E.right({
        needsTicket: context.needsTicket,
        hasTicket: ticket.right.value.ticket !== null,
        ticketCreatedAt: ticket.right.value.ticket === null ? undefined : ticket.right.value.createdAt,
        tokenEndsAt: endOf(token.right.value.token),
      })
    },
  }
}

/**
 * Makes the credentials of one platform and its apps. The left is an invalid config: a missing key, for example.
 */
export const createCredentials = (options: CredentialOptions): E.Either<DomainError, Credentials> =>
  E.map((context: TokenContext) => assemble(context, options))(contextOf(options))
