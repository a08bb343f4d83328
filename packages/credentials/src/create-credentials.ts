import { type DomainError, type Subject } from '@mini-domains/core'
import { type AppId, type PushedEvent, matchSubject, quietly } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { appErrand } from './tokens/app-refresh.js'
import { appRecords } from './records/app-records.js'
import { type PlatformTokens } from './tokens/app-attempt.js'
import { exchangeCode } from './tokens/authorization.js'
import { type Credentials } from './credentials.js'
import { type Desk, whereOf } from './tokens/context.js'
import { note } from './pushes/pushed-event.js'
import { importRows } from './import/import.js'
import { type Keeper, keeper } from './tokens/token-manager.js'
import { type CredentialOptions, deskOf } from './options.js'
import { platformErrand } from './tokens/platform-refresh.js'
import { atMost } from './tokens/single-flight.js'
import { tokenCache } from './tokens/token-cache.js'
import { storeTrouble } from './tokens/token-errors.js'

const inMemory = 100_000

const platformTokens = (desk: Desk, keep: Keeper): PlatformTokens => {
  const errand = platformErrand(desk)
  return {
    get: async () => keep.atHand(errand.id) ?? keep.get(errand),
    refused: (token) => keep.refused(errand, token),
  }
}

const assemble = (desk: Desk, options: CredentialOptions): Credentials => {
  const platformKeeper = keeper(desk, tokenCache(4), (run) => run())
  const platform = platformTokens(desk, platformKeeper)
  const keep = keeper(desk, tokenCache(options.cached ?? inMemory), atMost(options.concurrency ?? 32))
  const errandOf = (appId: AppId) => appErrand(desk, platform, appId)

  const get = matchSubject<TE.TaskEither<DomainError, string>>({
    app: (appId) => () => {
      const known = keep.atHand(appId)
      return known === undefined ? keep.get(errandOf(appId)) : Promise.resolve(known)
    },
    platform: () => platform.get,
  })

  const refused = (subject: Subject, token: string): TE.TaskEither<DomainError, string> =>
    matchSubject<TE.TaskEither<DomainError, string>>({
      app: (appId) => () => keep.refused(errandOf(appId), token),
      platform: () => () => platform.refused(token),
    })(subject)

  const exchangeBehind = (appId: AppId): void => {
    keep.drop(appId)
    void keep.get(errandOf(appId)).then((got) => {
      if (E.isLeft(got)) quietly(() => desk.hooks.onTrouble?.(got.left))
    })
  }

  const accept =
    (event: PushedEvent): TE.TaskEither<DomainError, void> =>
    async () => {
      const noted = await note(desk, event)
      if (E.isLeft(noted)) return E.left(storeTrouble(whereOf(desk, 'push'), noted.left))
      switch (noted.right._tag) {
        case 'Exchange':
          exchangeBehind(noted.right.appId)
          break
        case 'Drop':
          keep.drop(noted.right.appId)
          break
        case 'Nothing':
          break
      }
      return E.right(undefined)
    }

  const records = appRecords(desk, keep.drop, (appId, token) => keep.refused(errandOf(appId), token))

  return {
    vendor: desk.exchange.vendor,
    platformId: desk.exchange.platformId,
    get,
    refused,
    accept,
    authorize: (code, appId) => async () => {
      const exchanged = await exchangeCode(desk, platform, code, appId)
      if (E.isRight(exchanged)) keep.drop(exchanged.right)
      return exchanged
    },
    importRefreshTokens: (rows, importOptions) => () => importRows(desk, rows, importOptions ?? {}),
    failed: (subject, token, error) =>
      matchSubject<TE.TaskEither<DomainError, void>>({
        app: (appId) => records.report(appId, error, token),
        platform: () => TE.right(undefined),
      })(subject),
    ...records,
    platformStatus: async () => {
      const ticket = await desk.tickets.read(desk.names.ticket)
      const token = await desk.platform.read(desk.names.platform)
      if (E.isLeft(ticket)) return E.left(storeTrouble(whereOf(desk, 'platform'), ticket.left))
      if (E.isLeft(token)) return E.left(storeTrouble(whereOf(desk, 'platform'), token.left))
      const kept = token.right.value.token
      return E.right({
        hasTicket: ticket.right.value.ticket !== null,
        ticketCreatedAt: ticket.right.value.ticket === null ? undefined : ticket.right.value.createdAt,
        tokenEndsAt: kept === null ? undefined : kept.issuedAt + kept.lifeMs,
      })
    },
  }
}

/**
 * Makes the keeper of one platform's tokens. The left is a config that is not right: a key that is missing, say.
 */
export const createCredentials = (options: CredentialOptions): E.Either<DomainError, Credentials> =>
  E.map((desk: Desk) => assemble(desk, options))(deskOf(options))
