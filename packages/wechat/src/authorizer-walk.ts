import { type AppId, type Clock, type DomainError } from '@mini-domains/core'
import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'

/**
 * Some rows of the list of authorised apps, from an offset on, and how many there are in all.
 */
export interface AuthorizerPage {
  readonly total_count: number
  readonly list: ReadonlyArray<{ readonly authorizer_appid: string; readonly refresh_token: string }>
}

/**
 * Finds refresh tokens in the list of authorised apps. All who ask share one walk over it.
 */
export interface AuthorizerWalk {
  /** The refresh token of an app; `undefined` where a walk that began after the question did not meet it. */
  readonly find: (platformToken: string, appId: AppId) => Promise<E.Either<DomainError, string | undefined>>
  /** What the list said of this app is out of date. */
  readonly forget: (appId: AppId) => void
}

type Page = (platformToken: string, appId: AppId, offset: number) => TE.TaskEither<DomainError, AuthorizerPage>

interface Walk {
  readonly serial: number
  readonly beganAt: number
  /** What was met and has not been given out. */
  readonly met: Map<string, string>
  offset: number
  isWhole: boolean
  /** The page that is being fetched. */
  step: Promise<E.Either<DomainError, void>> | undefined
}

const freshMs = 60_000

/**
 * Makes a walk that goes on page by page while somebody looks for an app that it has not met, and begins anew when it is older
 * than a minute. What it met it gives out once: who asks again was not helped by it. That an app is not in the list is said
 * only of a list that was read after the question.
 */
export const authorizerWalk = (page: Page, clock: Clock): AuthorizerWalk => {
  let count = 0
  let current: Walk | undefined

  const begin = (): Walk => {
    count += 1
    current = { serial: count, beganAt: clock.now(), met: new Map(), offset: 0, isWhole: false, step: undefined }
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
    for (const row of list) if (row.refresh_token !== '') walk.met.set(row.authorizer_appid, row.refresh_token)
    walk.offset += list.length
    walk.isWhole = list.length === 0 || walk.offset >= total
    return E.right(undefined)
  }

  return {
    find: async (platformToken, appId) => {
      const asked = count
      for (let walk = fresh(); ;) {
        const met = walk.met.get(appId)
        if (met !== undefined) {
          walk.met.delete(appId)
          return E.right(met)
        }
        if (walk.isWhole) {
          if (walk.serial > asked) return E.right(undefined)
          walk = after(walk)
        } else {
          walk.step ??= fetched(walk, platformToken, appId)
          const step = await walk.step
          if (E.isLeft(step)) return step
        }
      }
    },
    forget: (appId) => void current?.met.delete(appId),
  }
}
