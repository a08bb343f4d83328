import { type DomainError } from '@mini-domains/core'
import {
  type AnyTokenExchange,
  type PlatformTokenExchange,
  type TokenExchange,
  bilingual,
  tokenUnavailable,
} from '@mini-domains/core/adapter'
import * as TE from 'fp-ts/lib/TaskEither.js'

const noneToExchange = (
  { vendor, appToken }: PlatformTokenExchange,
  operation: string,
): TE.TaskEither<DomainError, never> =>
  TE.left(
    tokenUnavailable(
      { vendor, operation, subject: 'platform' },
      appToken === undefined
        ? bilingual(
            "an app has no tokens of its own here: the platform's token serves every app",
            '此厂商的应用没有自己的令牌：第三方平台令牌可用于所有应用',
          )
        : bilingual(
            "an app's token is got with the platform's credentials alone here",
            '此厂商的应用令牌仅凭第三方平台凭据即可获取',
          ),
      {
        hint: bilingual(
          "Nothing is to be imported or exchanged; the platform's credentials are enough.",
          '无须导入或兑换令牌，配置第三方平台凭据即可。',
        ),
      },
    ),
  )

/**
 * Says whether the platform's credentials alone are what tokens are got with.
 */
export const isOfCredentials = (exchange: AnyTokenExchange): exchange is PlatformTokenExchange =>
  exchange.tokens === 'platform'

/**
 * Says whether one token of the platform serves every app.
 */
export const isShared = (exchange: AnyTokenExchange): boolean =>
  isOfCredentials(exchange) && exchange.appToken === undefined

/**
 * The exchange as the keeping of tokens knows it: where the platform's credentials are all that it takes, whatever would use up something of
 * an app's is refused with nothing sent.
 */
export const wholeExchange = (exchange: AnyTokenExchange): TokenExchange => {
  if (!isOfCredentials(exchange)) return exchange
  const refused = (operation: string) => () => noneToExchange(exchange, operation)
  const { vendor, platformId, authorizedApps } = exchange
  return {
    vendor,
    platformId,
    refreshTokens: 'reusable',
    // Those that were given before stay good.
    graceMs: Infinity,
    platformToken: exchange.platformToken,
    refresh: refused('token.refresh'),
    authorize: refused('token.authorize'),
    recover: refused('token.recover'),
    isSpent: () => false,
    ...(authorizedApps === undefined ? {} : { authorizedApps }),
  }
}
