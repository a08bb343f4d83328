import {
  type AccessTokens,
  type AppId,
  type DomainError,
  type PushedEvent,
  type Subject,
  appSubject,
  matchSubject,
  subjectName,
} from '@mini-domains/core'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { appErrand } from './app-errand.js'
import { type PlatformTokens } from './app-turn.js'
import { exchangeCode } from './authorization.js'
import { type Desk, whereOf } from './desk.js'
import { note } from './event.js'
import { quietly } from './hook.js'
import { type ImportOptions, type ImportReport, type ImportSource, importRows } from './import.js'
import { type Keeper, keeper } from './keeper.js'
import { type CredentialOptions, deskOf } from './options.js'
import { platformErrand } from './platform-errand.js'
import { atMost } from './single-flight.js'
import { type AppRecord } from './record.js'
import { type AppStatus, type PlatformStatus, statusOf } from './status.js'
import { tokenCache } from './token-cache.js'
import { lossOf, storeTrouble } from './trouble.js'

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
   * Hears that a call with a good token found the authorisation gone: it is remembered, so that no other call asks. Where the
   * token is given and is not the newest, nothing is: the merchant may have authorised again since.
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

const inMemory = 100_000

const appWhere = (desk: Desk, appId: AppId) => whereOf(desk, subjectName(appSubject(appId)))

const platformTokens = (desk: Desk, keep: Keeper): PlatformTokens => {
  const errand = platformErrand(desk)
  return {
    get: async () => keep.atHand(errand.id) ?? keep.get(errand),
    refused: (token) => keep.refused(errand, token),
  }
}

const remove = async (desk: Desk, appId: AppId): Promise<E.Either<DomainError, void>> => {
  const name = desk.names.app(appId)
  for (;;) {
    // Unlike the drawer this looks into nothing, so that a record that cannot be read can be removed too.
    const found = await desk.store.get(name)()
    if (E.isLeft(found)) return E.left(storeTrouble(appWhere(desk, appId), found.left))
    if (found.right === undefined) return E.right(undefined)
    const removed = await desk.store.remove(name, found.right.version)()
    if (E.isLeft(removed)) return E.left(storeTrouble(appWhere(desk, appId), removed.left))
    if (removed.right) return E.right(undefined)
  }
}

/** Neither lost already nor about to be authorised anew. */
const isOpen = ({ lost, code }: AppRecord): boolean => lost === null && code === null

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

  const change =
    (appId: AppId, next: Parameters<Desk['apps']['update']>[1]): TE.TaskEither<DomainError, void> =>
    async () => {
      const changed = await desk.apps.update(desk.names.app(appId), next)
      if (E.isLeft(changed)) return E.left(storeTrouble(appWhere(desk, appId), changed.left))
      keep.drop(appId)
      return E.right(undefined)
    }

  const report: Credentials['report'] = (appId, error, token) =>
    error._tag === 'AuthorizationLost'
      ? change(appId, (record) =>
          isOpen(record) && (token === undefined || record.token?.value === token)
            ? { ...record, token: null, lost: lossOf(desk.clock.now(), error) }
            : undefined,
        )
      : TE.right(undefined)

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
        app: (appId) => report(appId, error, token),
        platform: () => TE.right(undefined),
      })(subject),
    report,
    reconsider: (appId) => change(appId, (record) => (record.lost === null ? undefined : { ...record, lost: null })),
    forget: (appId) => () => {
      keep.drop(appId)
      return remove(desk, appId)
    },
    status: (appId) => async () => {
      const known = await desk.apps.read(desk.names.app(appId))
      return E.isLeft(known)
        ? E.left(storeTrouble(appWhere(desk, appId), known.left))
        : E.right(statusOf(desk, appId, known.right.value))
    },
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
