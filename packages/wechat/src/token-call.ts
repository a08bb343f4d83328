import { type DomainError, appSubject, platformSubject } from '@mini-domains/core'
import {
  type AppId,
  type Call,
  bilingual,
  evidenceOf,
  requestRejected,
  spentNothing,
  subjectName,
} from '@mini-domains/core/adapter'
import { type Effect, type ReplyDecoder, type VendorClient, decodeWith, withoutExcerpt } from '@mini-domains/http'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type * as t from 'io-ts'
import { readSuccess } from './envelope.js'

/**
 * One call of the token flow (docs/vendors/wechat.md A.5).
 */
export interface TokenCall<A> {
  /** `token.refresh`. */
  readonly operation: string
  readonly appId?: AppId
  /** The last part of the path, after `/cgi-bin/component/`. */
  readonly endpoint: string
  readonly effect: Effect
  /** The component's token; none for the calls that are made with its secret. */
  readonly platformToken?: string
  readonly body: Readonly<Record<string, unknown>>
  readonly secrets: ReadonlyArray<string>
  readonly reply: t.Decoder<unknown, A>
}

const callOf = (operation: string, appId: AppId | undefined): Call => {
  const target = appId === undefined ? platformSubject : appSubject(appId)
  return { vendor: 'wechat', operation, subject: subjectName(target), target }
}

const wrongSecret = bilingual(
  'Check componentAppId and componentAppSecret.',
  '请检查 componentAppId 与 componentAppSecret。',
)

// 40001 says at other calls that the token is bad. These have none: it is the secret (docs/vendors/wechat.md A.5).
const ofSecret = (call: Call, error: DomainError): DomainError =>
  error._tag === 'TokenRejected' || error.vendorCode === 40125
    ? {
        ...requestRejected(call, evidenceOf(error)),
        fate: error.fate,
        actor: 'platform',
        retry: { when: 'after-mend' },
        hint: wrongSecret,
      }
    : error

const reading =
  <A>(codec: t.Decoder<unknown, A>): ReplyDecoder<A> =>
  (reply, context) => {
    const success = readSuccess('raw', reply, context)
    const value = E.isLeft(success) ? success : decodeWith(codec, success.right.fields, reply, context)
    return E.mapLeft(withoutExcerpt)(value)
  }

/**
 * Makes a call of the token flow: POST, JSON, the component's token in the query and named `component_access_token`, which
 * old pages and new ones understand.
 */
export const tokenCall = <A>(client: VendorClient, given: TokenCall<A>): TE.TaskEither<DomainError, A> => {
  const { operation, appId, endpoint, effect, platformToken, body, secrets, reply } = given
  const call = callOf(operation, appId)
  const sent = client.send(
    call,
    {
      effect,
      method: 'POST',
      path: `/cgi-bin/component/${endpoint}`,
      ...(platformToken === undefined ? {} : { query: { component_access_token: platformToken } }),
      contentType: 'application/json',
      body: JSON.stringify(body),
      token: 'none',
      secrets: platformToken === undefined ? secrets : [platformToken, ...secrets],
    },
    reading(reply),
  )
  const told = (error: DomainError): DomainError => ({
    ...(platformToken === undefined ? ofSecret(call, error) : error),
    // No call of the token flow is a modification of a list, however it ends.
    ...spentNothing,
  })
  return TE.mapLeft(told)(sent)
}
