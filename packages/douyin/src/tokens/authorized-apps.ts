import { type AuthorizedAppsPage, type TokenExchange } from '@mini-domains/core/adapter'
import { NonEmptyText, type TokenClient } from '@mini-domains/http'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as t from 'io-ts'
import { paths } from '../wire/endpoint.js'
import { send } from './token-calls.js'

// Each row is decoded by itself, so that one that cannot be decoded harms no other.
const Page = t.type({ data: t.type({ auth_app_list: t.array(t.unknown), total: t.number }) })

const Row = t.type({ auth_appid: NonEmptyText })

// The most that the call gives (docs/vendors/douyin.md C.1.6).
const pageSize = 50

const pageAt = (page: number, { data: { auth_app_list: rows, total } }: t.TypeOf<typeof Page>): AuthorizedAppsPage => {
  const named = rows.filter(Row.is)
  // A page that is short for another reason than its place is told by `total`: what is missing is not taken for the end.
  const isLast = rows.length === 0 || page * pageSize >= total
  return {
    apps: named.map(({ auth_appid: appId }) => ({ appId })),
    hasOthers: false,
    unreadable: rows.length - named.length,
    total,
    ...(isLast ? {} : { next: `${page + 1}` }),
  }
}

/**
 * Gets the apps that are authorised, page by page (docs/vendors/douyin.md C.1.6).
 */
export const authorizedApps =
  (client: TokenClient): NonNullable<TokenExchange['authorizedApps']> =>
  (token, from = '1') =>
    pipe(
      send(
        client,
        token,
        {
          operation: 'token.list',
          request: {
            effect: 'read',
            method: 'GET',
            path: paths['authorized-apps'],
            query: { page: from, size: `${pageSize}` },
          },
        },
        Page,
      ),
      TE.map((reply) => pageAt(Number(from), reply)),
    )
