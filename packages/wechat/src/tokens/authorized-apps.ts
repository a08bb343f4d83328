import { type Bilingual, type DomainError } from '@mini-domains/core'
import {
  type AppId,
  type AuthorizedAppsPage,
  type TokenExchange,
  type Where,
  bilingual,
  evidenceOf,
  later,
  tokenUnavailable,
} from '@mini-domains/core/adapter'
import { NonEmptyText, type TokenClient, tokenCallOf } from '@mini-domains/http'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as t from 'io-ts'
import { decoderOf, requestOf, withToken } from './token-calls.js'

// Each row is decoded by itself, so that one that cannot be decoded harms no other.
const PageReply = t.type({ total_count: t.number, list: t.array(t.unknown) })

/**
 * Some rows of the list of authorised apps, from an offset on, and how many there are in all.
 */
export interface AuthorizerPage {
  readonly total_count: number
  readonly list: ReadonlyArray<unknown>
}

/**
 * A row of which at least the app is known.
 */
export const NamedRow = t.type({ authorizer_appid: NonEmptyText })

// The most that the call gives (docs/vendors/wechat.md A.5).
const pageSize = 500

/**
 * Makes the call that gets a page of the list (docs/vendors/wechat.md A.5). For which app it is asked counts for the hooks and errors
 * only.
 */
export const authorizerPage =
  (client: TokenClient, component_appid: string, operation = 'token.recover') =>
  (token: string, appId: AppId | undefined, offset: number): TE.TaskEither<DomainError, AuthorizerPage> =>
    client.send({
      operation,
      ...(appId === undefined ? {} : { appId }),
      request: withToken(
        token,
        requestOf('read', 'api_get_authorizer_list', { component_appid, offset, count: pageSize }),
      ),
      secrets: [token],
      decode: decoderOf(PageReply),
    })

const nothingLost = bilingual('Try again in a moment: nothing is lost.', '请稍后重试：授权信息并未丢失。')

/**
 * Why the list could not say what was asked of it: nothing is lost, and it may be asked again.
 */
export const notListed = (where: Where, message: Bilingual): DomainError =>
  tokenUnavailable(where, message, { actor: 'vendor', retry: later(10_000), hint: nothingLost })

/**
 * Says an error of a page of the one who asked. The page may have been fetched for another app, and the call names none: a code about one
 * app's authorisation means nothing here, and no authorisation may be given up for it.
 */
export const ofPage = (where: Where, error: DomainError): DomainError =>
  error._tag === 'AuthorizationLost' || error._tag === 'CodeRefused'
    ? {
        ...notListed(where, bilingual('the list of authorised apps could not be read', '无法读取已授权列表')),
        ...evidenceOf(error),
      }
    : { ...error, ...where }

const operation = 'token.list'

const pageAt = (offset: number, { list, total_count: total }: AuthorizerPage): AuthorizedAppsPage => {
  const named = list.filter(NamedRow.is)
  const end = offset + list.length
  return {
    // The list names no merchant, and official accounts stand in it too (docs/vendors/wechat.md A.5).
    apps: named.map(({ authorizer_appid: appId }) => ({ appId })),
    hasOthers: true,
    unreadable: list.length - named.length,
    total,
    ...(list.length === 0 || end >= total ? {} : { next: `${end}` }),
  }
}

/**
 * Gets the apps that are authorised, page by page.
 */
export const authorizedApps = (
  client: TokenClient,
  componentAppId: string,
): NonNullable<TokenExchange['authorizedApps']> => {
  const page = authorizerPage(client, componentAppId, operation)
  return (token, from = '0') =>
    pipe(
      page(token, undefined, Number(from)),
      TE.bimap(
        (error) => ofPage(tokenCallOf('wechat', operation), error),
        (reply) => pageAt(Number(from), reply),
      ),
    )
}
