import { type Bilingual, type DomainError } from '@mini-domains/core'
import { type AppId, type Where, bilingual, evidenceOf, later, tokenUnavailable } from '@mini-domains/core/adapter'
import { NonEmptyText, type TokenClient } from '@mini-domains/http'
import type * as TE from 'fp-ts/lib/TaskEither.js'
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
