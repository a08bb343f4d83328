import { type TokenExchange } from '@mini-domains/core/adapter'
import { NonEmptyText, type TokenClient } from '@mini-domains/http'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as t from 'io-ts'
import { jsonRequest } from '../wire/codecs.js'
import { paths } from '../wire/endpoint.js'
import { send } from './token-calls.js'

const Link = t.type({ data: t.type({ link: NonEmptyText }) })

const dayMs = 24 * 60 * 60 * 1_000

/**
 * Makes the link for a merchant, good for 24 hours (docs/vendors/douyin.md C.1.6). It cannot name one app.
 */
export const authorizationLinks =
  (client: TokenClient): NonNullable<TokenExchange['authorizationLinks']> =>
  (token, { redirectUrl }) =>
    pipe(
      send(
        client,
        token,
        {
          operation: 'token.link',
          request: jsonRequest(paths['authorization-link'], 'read', { link_type: 1, redirect_uri: redirectUrl }),
        },
        Link,
      ),
      TE.map(({ data }) => ({ desktop: data.link, expiresInMs: dayMs })),
    )
