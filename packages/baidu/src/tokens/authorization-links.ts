import { type TokenExchange } from '@mini-domains/core/adapter'
import { type TokenClient } from '@mini-domains/http'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { pipe } from 'fp-ts/lib/function.js'
import { PreAuthCode, send } from './token-calls.js'

const second = 1_000

/**
 * Makes the link for a merchant, with a new pre-auth code (docs/vendors/baidu.md B.3).
 */
export const authorizationLinks =
  (client: TokenClient, clientId: string): NonNullable<TokenExchange['authorizationLinks']> =>
  (token, { redirectUrl }) =>
    pipe(
      send(
        client,
        {
          operation: 'token.link',
          request: {
            effect: 'read',
            method: 'GET',
            path: '/rest/2.0/smartapp/tp/createpreauthcode',
            query: { access_token: token },
          },
          secrets: [token],
        },
        PreAuthCode,
      ),
      TE.map(({ data }) => {
        const query = { client_id: clientId, redirect_uri: redirectUrl, pre_auth_code: data.pre_auth_code }
        return {
          desktop: `https://smartprogram.baidu.com/mappconsole/tp/authorization?${new URLSearchParams(query).toString()}`,
          expiresInMs: data.expires_in * second,
        }
      }),
    )
