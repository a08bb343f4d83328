import { Seconds } from '@mini-domains/http'
import * as t from 'io-ts'

const Filled = t.refinement(t.string, (text) => text !== '', 'text that is not empty')

/**
 * The reply of `api_component_token` (docs/vendors/wechat.md A.5).
 */
export const ComponentToken = t.type({ component_access_token: Filled, expires_in: Seconds })

/**
 * The reply of `api_authorizer_token` (docs/vendors/wechat.md A.5).
 */
export const AuthorizerToken = t.type({
  authorizer_access_token: Filled,
  expires_in: Seconds,
  authorizer_refresh_token: Filled,
})

/**
 * The reply of `api_query_auth` (docs/vendors/wechat.md A.5). The tokens are missing where the account has no permission.
 */
export const QueryAuth = t.type({
  authorization_info: t.intersection([
    t.type({ authorizer_appid: Filled, expires_in: Seconds }),
    t.partial({ authorizer_access_token: t.string, authorizer_refresh_token: t.string }),
  ]),
})

/**
 * A row of the list of authorised apps. It has no refresh token where the code of the authorisation was never exchanged.
 */
export const AuthorizerRow = t.intersection([
  t.type({ authorizer_appid: t.string }),
  t.partial({ refresh_token: t.union([t.string, t.null]) }),
])

/**
 * The name alone, of a row that is otherwise none.
 */
export const NamedRow = t.type({ authorizer_appid: Filled })

/**
 * The reply of `api_get_authorizer_list` (docs/vendors/wechat.md A.5). Each row is read by itself, so that one that cannot be
 * read harms no other.
 */
export const AuthorizerList = t.type({ total_count: t.number, list: t.array(t.unknown) })
