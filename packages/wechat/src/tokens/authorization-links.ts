import { type AuthorizationRequest, type TokenExchange } from '@mini-domains/core/adapter'
import { NonEmptyText, Seconds, type TokenClient } from '@mini-domains/http'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as t from 'io-ts'
import { decoderOf, requestOf, withToken } from './token-calls.js'

const second = 1_000

const PreAuthCode = t.type({ pre_auth_code: NonEmptyText, expires_in: Seconds })

// Both pages take the same parameters; 2 is mini programs only (docs/vendors/wechat.md A.5).
const linksOf = (component_appid: string, code: string, { redirectUrl, appId }: AuthorizationRequest) => {
  const query = new URLSearchParams({
    component_appid,
    pre_auth_code: code,
    redirect_uri: redirectUrl,
    auth_type: '2',
    ...(appId === undefined ? {} : { biz_appid: appId }),
  }).toString()
  return {
    desktop: `https://mp.weixin.qq.com/cgi-bin/componentloginpage?${query}`,
    mobile: `https://open.weixin.qq.com/wxaopen/safe/bindcomponent?action=bindcomponent&no_scan=1&${query}#wechat_redirect`,
  }
}

/**
 * Makes the links for a merchant, with a new pre-auth code (docs/vendors/wechat.md A.5).
 */
export const authorizationLinks =
  (client: TokenClient, appId: string): NonNullable<TokenExchange['authorizationLinks']> =>
  (token, request) =>
    pipe(
      client.send({
        operation: 'token.link',
        request: withToken(token, requestOf('read', 'api_create_preauthcode', { component_appid: appId })),
        secrets: [token],
        decode: decoderOf(PreAuthCode),
      }),
      TE.map((reply) => ({
        ...linksOf(appId, reply.pre_auth_code, request),
        ...(request.appId === undefined ? {} : { appId: request.appId }),
        expiresInMs: reply.expires_in * second,
      })),
    )
