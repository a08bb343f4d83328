import { type TokenExchange } from '@mini-domains/core/adapter'
import * as TE from 'fp-ts/lib/TaskEither.js'

const expiresInMs = 7_200_000

/**
 * A vendor that costs nothing, and gives these tokens.
 */
export const freeExchange = (tokenOf: (appId: string) => string): TokenExchange => {
  const grantOf = (appId: string) =>
    TE.right({ appId, token: tokenOf(appId), refreshToken: `refresh of ${appId}`, expiresInMs })
  return {
    vendor: 'acme',
    platformId: 'platform',
    refreshTokens: 'reusable',
    graceMs: 300_000,
    platformToken: () => TE.right({ token: 'platform', expiresInMs }),
    refresh: (_, appId) => grantOf(appId),
    authorize: (_, code) => grantOf(code),
    isSpent: () => false,
    recover: (_, appId) => TE.right({ _tag: 'RefreshToken', refreshToken: `refresh of ${appId}` }),
  }
}
