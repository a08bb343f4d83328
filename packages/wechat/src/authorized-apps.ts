import { type AuthorizedAppsPage, type TokenExchange } from '@mini-domains/core/adapter'
import { type TokenClient, tokenCallOf } from '@mini-domains/http'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { pipe } from 'fp-ts/lib/function.js'
import { type AuthorizerPage, NamedRow, authorizerPage, ofPage } from './authorizer-page.js'

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
