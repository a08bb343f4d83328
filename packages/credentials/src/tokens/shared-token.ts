import { type DomainError } from '@mini-domains/core'
import {
  type AnyTokenExchange,
  type PlatformTokenExchange,
  type TokenExchange,
  bilingual,
  tokenUnavailable,
} from '@mini-domains/core/adapter'
import * as TE from 'fp-ts/lib/TaskEither.js'

const noAppTokens = ({ vendor }: PlatformTokenExchange, operation: string): TE.TaskEither<DomainError, never> =>
  TE.left(
    tokenUnavailable(
      { vendor, operation, subject: 'platform' },
      bilingual(
        "an app has no tokens of its own here: the platform's token serves every app",
        '此厂商的应用没有自己的令牌：第三方平台令牌可用于所有应用',
      ),
      {
        hint: bilingual(
          'Nothing is to be imported or exchanged; clientId and clientSecret are enough.',
          '无须导入或兑换令牌，配置 clientId 与 clientSecret 即可。',
        ),
      },
    ),
  )

/**
 * Says whether one token of the platform serves every app.
 */
export const isShared = (exchange: AnyTokenExchange): exchange is PlatformTokenExchange =>
  exchange.tokens === 'platform'

/**
 * The exchange as the keeping of tokens knows it: where one token serves every app, whatever is asked for an app's own is refused with
 * nothing sent.
 */
export const wholeExchange = (exchange: AnyTokenExchange): TokenExchange => {
  if (!isShared(exchange)) return exchange
  const refused = (operation: string) => () => noAppTokens(exchange, operation)
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
