import {
  type DomainAdapter,
  type DomainError,
  type DomainProvider,
  type Kind,
  type Outcome,
  createDomainProvider,
  systemClock,
} from '../../packages/core/src/index.js'
import { baidu } from '../../packages/baidu/src/index.js'
import { wechat } from '../../packages/wechat/src/index.js'
import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import { fail } from 'node:assert/strict'
import { type Captured, withCaptureServer } from './capture-server.js'

/** The tokens of the conversations. */
const tokens = { platform: 'PLATFORM-TOKEN', apps: { app: 'APP-TOKEN' } } as const

/** What a call gave, and what went over the wire for it. */
export interface Conversation<A> {
  readonly result: E.Either<DomainError, A>
  readonly requests: ReadonlyArray<Captured>
}

const unwaiting = { ...systemClock, sleep: () => Promise.resolve() }

/**
 * Makes one call through the public API against a server that gives these replies.
 */
export const converse = <A>(
  config: Readonly<Record<string, unknown>> & { readonly vendor: 'wechat' | 'baidu' },
  replies: ReadonlyArray<string>,
  call: (provider: DomainProvider) => TE.TaskEither<DomainError, A>,
): Promise<Conversation<A>> =>
  withCaptureServer(replies, async ({ baseUrl, requests }) => {
    const provider = createDomainProvider<DomainAdapter>(
      [wechat, baidu],
      { baseUrl, tokens, attempts: 1, ...config },
      { clock: unwaiting },
    )
    const result = await given(provider)
    try {
      return { result: await call(result)(), requests }
    } finally {
      await result.close()
    }
  })

const given = (provider: E.Either<DomainError, DomainProvider>): Promise<DomainProvider> =>
  E.isRight(provider) ? Promise.resolve(provider.right) : Promise.reject(new Error(provider.left.message))

/** The value of a call that went well; the proof fails where it did not. */
export const valueOf = <A>({ result }: Conversation<A>): A =>
  E.isRight(result) ? result.right : fail(`the call failed: ${result.left._tag}, ${result.left.message}`)

/** The error of a call that failed; the proof fails where it did not. */
export const errorOf = <A>({ result }: Conversation<A>): DomainError =>
  E.isLeft(result) ? result.left : fail(`the call went well: ${JSON.stringify(result.right)}`)

/** `request https://a.example.com accepted`, `… rejected not-in-pool`, for each item of an outcome. */
export const verdictsOf = <K extends Kind>({ items }: Outcome<K>): ReadonlyArray<string> =>
  items.map((item) => {
    const reason = item.verdict === 'rejected' ? ` ${item.rejection.reason}` : ''
    return `${item.kind} ${item.domain} ${item.verdict}${reason}`
  })

/** The query of a request: names and values. */
export const queryOf = ({ query }: Captured): Readonly<Record<string, string>> =>
  Object.fromEntries(new URLSearchParams(query))
