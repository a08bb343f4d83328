import {
  type DomainAdapter,
  type DomainProvider,
  type DomainSet,
  type Environment,
  type Kind,
  type ListedDomains,
  createDomainProvider,
  systemClock,
} from '@mini-domains/core'
import { listedVersions } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import { wechat } from '../src/index.js'

/** The tokens of the provider under test; the emulator's own by their form. */
export const appToken = 'token-wx-app-1'
/** The platform's token. */
export const platformToken = 'token-wx-platform'

/** A clock that waits for nothing, so that no test sleeps between two attempts. */
const restless = { ...systemClock, sleep: () => Promise.resolve() }

/** Makes a provider from a config, with tokens and a clock that does not wait. */
export const providerAt = (
  baseUrl: string,
  config: Readonly<Record<string, unknown>> = {},
  environment: Partial<Environment> = {},
): DomainProvider => {
  const apps = { 'wx-app-1': appToken, 'wx-app-2': 'token-wx-app-2' }
  const tokens = { platform: platformToken, apps }
  return right(
    createDomainProvider<DomainAdapter>(
      [wechat],
      { vendor: 'wechat', baseUrl, tokens, ...config },
      { clock: restless, ...environment },
    ),
  )
}

/** Gives the right, and fails the test with the left where there is none. */
export const right = <L, A>(either: E.Either<L, A>): A => {
  if (E.isLeft(either)) throw new Error(`not a right: ${JSON.stringify(either.left)}`)
  return either.right
}

/** Gives the left, and fails the test with the right where there is none. */
export const left = <L, A>(either: E.Either<L, A>): L => {
  if (E.isRight(either)) throw new Error(`not a left: ${JSON.stringify(either.right)}`)
  return either.left
}

/** A pool that lists the same in both versions. */
export const inBoth = <K extends Kind>(set: DomainSet<K>): ListedDomains<K> =>
  listedVersions({ published: set, testing: set })
