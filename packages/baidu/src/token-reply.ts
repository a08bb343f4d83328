import { Seconds } from '@mini-domains/http'
import * as t from 'io-ts'

const Filled = t.refinement(t.string, (text) => text !== '', 'text that is not empty')

/**
 * The reply of `auth/tp/token` (docs/vendors/baidu.md B.3).
 */
export const PlatformToken = t.type({ data: t.type({ access_token: Filled, expires_in: Seconds }) })

/**
 * The reply of `oauth/token` to both grants, flat (docs/vendors/baidu.md B.3).
 */
export const AppTokens = t.type({ access_token: Filled, refresh_token: Filled, expires_in: Seconds })

/**
 * The reply of `auth/retrieve/authorizationcode` (docs/vendors/baidu.md B.3).
 */
export const RetrievedCode = t.type({ data: t.type({ authorization_code: Filled }) })
