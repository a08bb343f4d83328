import { type TokenExchange, type TokenStore, appSubject } from '@mini-domains/core'
import { createCredentials, memoryStore } from '@mini-domains/credentials'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { type Contender, calling } from '../contender.js'
import { appOf } from '../traffic.js'

const expiresInMs = 7_200_000

const grantOf = (appId: string) =>
  TE.right({ appId, token: `token of ${appId}`, refreshToken: `refresh of ${appId}`, expiresInMs })

// A vendor that costs nothing: it is asked once for each app, before the count begins.
const exchange: TokenExchange = {
  vendor: 'acme',
  platformId: 'platform',
  refreshTokens: 'reusable',
  graceMs: 300_000,
  platformToken: () => TE.right({ token: 'platform', expiresInMs }),
  refresh: (_, appId) => grantOf(appId),
  authorize: (_, code) => grantOf(code),
  isSpent: () => false,
  recover: (_, appId) => TE.right({ _tag: 'RefreshToken', refreshToken: `refresh of ${appId}` }),
}

/** A store that counts how often it is read. */
const counted = () => {
  const store = memoryStore()
  let reads = 0
  const get: TokenStore['get'] = (key) => {
    reads += 1
    return store.get(key)
  }
  return { store: { ...store, get }, reads: () => reads }
}

const rightOf = <A>(either: E.Either<unknown, A>): A => {
  if (E.isLeft(either)) throw new Error('a right was to be found')
  return either.right
}

const lanes = 64

/**
 * Finding a token that `createCredentials` keeps and that is not due. A call of the store is a failure.
 */
export const open = (): Contender => {
  const { store, reads } = counted()
  const credentials = rightOf(
    createCredentials({ exchange, store, key: { current: Buffer.alloc(32, 1).toString('base64') } }),
  )
  const find = async (lane: number): Promise<void> => void rightOf(await credentials.get(appSubject(appOf(lane)))())
  const prepare = async (): Promise<void> => {
    rightOf(await credentials.accept({ _tag: 'Ticket', ticket: 'ticket', createdAt: 1 })())
    for (let lane = 0; lane < lanes; lane += 1) await find(lane)
  }
  const ready = prepare()
  const finding = calling(find)
  return {
    run: async (job, pulse) => {
      await ready
      const before = reads()
      const tally = await finding.run(job, pulse)
      return reads() === before ? tally : { failed: reads() - before, failure: 'the store was asked' }
    },
  }
}
