import { type Clock, type DomainError } from '@mini-domains/core'
import {
  type AppId,
  type TokenExchange,
  type Where,
  authorizationLost,
  bilingual,
  later,
  spentNothing,
  unreadableReply,
} from '@mini-domains/core/adapter'
import { tokenCallOf } from '@mini-domains/http'
import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import * as t from 'io-ts'
import { type AuthorizerPage, NamedRow, notListed, ofPage } from './authorized-apps.js'

/**
 * Finds refresh tokens in the list of authorised apps (docs/vendors/wechat.md A.5).
 */
export interface AuthorizerList {
  readonly recover: TokenExchange['recover']
  /** The row of this app is out of date: its refresh token was refused. */
  readonly forget: (appId: AppId) => void
}

// It has no refresh token if the code of the authorisation was never exchanged.
const AuthorizerRow = t.intersection([
  t.type({ authorizer_appid: t.string }),
  t.partial({ refresh_token: t.union([t.string, t.null]) }),
])

/**
 * What the list says of an app.
 *
 * - `Token`: its refresh token. `NoToken`: it is there, without one. `Absent`: it is not there.
 * - `Unreadable`: its row cannot be read, or one that may be its own.
 * - `Unsettled`: the list changed, or broke off, each time that it was read, so nothing can be said.
 */
type Listed =
  | { readonly _tag: 'Token'; readonly refreshToken: string }
  | { readonly _tag: 'NoToken' }
  | { readonly _tag: 'Absent' }
  | { readonly _tag: 'Unreadable' }
  | { readonly _tag: 'Unsettled' }

/**
 * Finds refresh tokens in the list of authorised apps. All who ask share one walk over it.
 */
interface AuthorizerWalk {
  /**
   * What the list says of an app. A refresh token that is not among the `dead` may be of a walk that began before the question;
   * all else is said only of one that began after it.
   */
  readonly find: (
    platformToken: string,
    appId: AppId,
    dead: ReadonlyArray<string>,
  ) => Promise<E.Either<DomainError, Listed>>
  /** What the list said of this app is out of date. */
  readonly forget: (appId: AppId) => void
}

type Page = (platformToken: string, appId: AppId, offset: number) => TE.TaskEither<DomainError, AuthorizerPage>

interface Walk {
  readonly serial: number
  readonly beganAt: number
  /** What was met. A row without a token is `''`, one that cannot be read `undefined`. */
  readonly met: Map<string, string | undefined>
  /** Apps whose row was given out, or is known to be out of date. */
  readonly given: Set<string>
  offset: number
  total: number | undefined
  isWhole: boolean
  /** Whether every row names its app. */
  isNamed: boolean
  /** Whether its pages agree on how many rows there are, and gave as many: rows may otherwise have slipped between two pages. */
  isSteady: boolean
  /** The page that is being fetched. */
  step: Promise<E.Either<DomainError, void>> | undefined
}

const freshMs = 60_000

/** How many walks a question waits for, where the list does not keep still. */
const mostWalks = 4

/**
 * Whether two walks one after the other came to the same end: a count that is off then, and not a list that changed. One that
 * gave no row at all, and says that there are some, has not been read.
 */
const agree = (one: Walk | undefined, other: Walk): boolean =>
  other.offset > 0 && one?.offset === other.offset && one.total === other.total

const note = (walk: Walk, row: unknown): void => {
  if (!NamedRow.is(row)) {
    walk.isNamed = false
    return
  }
  const token = AuthorizerRow.is(row) ? (row.refresh_token ?? '').trim() : undefined
  const saysMore = token !== undefined && token !== ''
  // A row may be met twice, where rows slip to the next page: one with a token says more.
  if (saysMore || !walk.met.has(row.authorizer_appid)) walk.met.set(row.authorizer_appid, token)
}

const listedIn = (met: string | undefined): Listed => {
  if (met === undefined) return { _tag: 'Unreadable' }
  return met === '' ? { _tag: 'NoToken' } : { _tag: 'Token', refreshToken: met }
}

/**
 * Makes a walk that goes on page by page while somebody looks for an app that it has not met, and begins anew when it is older
 * than a minute. What it met it gives out once: who asks again was not helped by it. That an app is not in the list, or has no
 * token there, is said only of a list that was read after the question.
 */
const authorizerWalk = (page: Page, clock: Clock): AuthorizerWalk => {
  let count = 0
  let current: Walk | undefined

  const begin = (): Walk => {
    count += 1
    current = {
      serial: count,
      beganAt: clock.now(),
      met: new Map(),
      given: new Set(),
      offset: 0,
      total: undefined,
      isWhole: false,
      isNamed: true,
      isSteady: true,
      step: undefined,
    }
    return current
  }
  const fresh = (): Walk =>
    current !== undefined && Math.abs(clock.now() - current.beganAt) < freshMs ? current : begin()
  /** The walk after this one: somebody else may have begun it. */
  const after = (walk: Walk): Walk => (current !== undefined && current.serial > walk.serial ? current : begin())

  const fetched = async (walk: Walk, platformToken: string, appId: AppId): Promise<E.Either<DomainError, void>> => {
    const found = await page(platformToken, appId, walk.offset)()
    walk.step = undefined
    if (E.isLeft(found)) return found
    const { list, total_count: total } = found.right
    for (const row of list) note(walk, row)
    walk.offset += list.length
    walk.isWhole = list.length === 0 || walk.offset >= total
    if ((walk.total ?? total) !== total || (walk.isWhole && walk.offset !== total)) walk.isSteady = false
    walk.total = total
    return E.right(undefined)
  }

  return {
    find: async (platformToken, appId, dead) => {
      const asked = count
      let before: Walk | undefined
      for (let walk = fresh(); ;) {
        const isFresh = walk.serial > asked
        const isMet = walk.met.has(appId)
        const met = walk.met.get(appId)
        const isOffered = met !== undefined && met !== '' && !walk.given.has(appId) && !dead.includes(met)
        if (isMet && (isFresh || isOffered)) {
          walk.given.add(appId)
          return E.right(listedIn(met))
        }
        if (isMet) walk = after(walk)
        else if (!walk.isWhole) {
          walk.step ??= fetched(walk, platformToken, appId)
          const step = await walk.step
          if (E.isLeft(step)) return step
        } else {
          if (isFresh && (walk.isSteady || agree(before, walk)))
            return E.right({ _tag: walk.isNamed ? 'Absent' : 'Unreadable' })
          if (walk.serial - asked >= mostWalks) return E.right({ _tag: 'Unsettled' })
          before = isFresh ? walk : undefined
          walk = after(walk)
        }
      }
    },
    forget: (appId) => void current?.given.add(appId),
  }
}

// The row itself is not quoted: it may hold a refresh token.
const unreadableRow = (where: Where): DomainError => ({
  ...unreadableReply(where, {}, { path: 'list', expected: 'a row for the app that can be read', excerpt: '' }),
  ...spentNothing,
  applied: 'no',
  retry: later(10_000),
})

/**
 * Makes the list of authorised apps over a call that gets a page of it. All recoveries share one walk over its pages.
 */
export const authorizerList = (page: Page, clock: Clock): AuthorizerList => {
  const walk = authorizerWalk(page, clock)
  return {
    forget: walk.forget,
    recover:
      (platformToken, appId, dead = []) =>
      async () => {
        const { vendor, operation, subject } = tokenCallOf('wechat', 'token.recover', appId)
        const where: Where = { vendor, operation, subject }
        const found = await walk.find(platformToken, appId, dead)
        if (E.isLeft(found)) return E.left(ofPage(where, found.left))
        switch (found.right._tag) {
          case 'Token':
            return E.right({ _tag: 'RefreshToken', refreshToken: found.right.refreshToken })
          case 'NoToken':
            return E.left(authorizationLost(where, {}, 'never-completed'))
          case 'Absent':
            return E.left(authorizationLost(where, {}))
          case 'Unreadable':
            return E.left(unreadableRow(where))
          case 'Unsettled': {
            const changed = bilingual(
              'the list of authorised apps changed each time that it was read, and did not name the app',
              '已授权列表在每次读取时都有变化，其中没有该小程序',
            )
            return E.left(notListed(where, changed))
          }
        }
      },
  }
}
