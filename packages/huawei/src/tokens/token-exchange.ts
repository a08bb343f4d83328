import { UnbrokenText, strictObject } from '@mini-domains/core/adapter'
import { type TokenHttpSettings, tokenHttpSettings, tokenExchangeOf } from '@mini-domains/http'
import type * as t from 'io-ts'
import { huaweiBaseUrl } from '../wire/endpoint.js'
import { platformToken } from './token-calls.js'

/**
 * The config that the platform's tokens are issued for: its API client, as the console shows it under 开发配置 > 开发资料设置.
 */
export interface HuaweiTokenConfig extends TokenHttpSettings {
  readonly clientId: string
  readonly clientSecret: string
}

/**
 * Codec of the config that the platform's tokens are issued for: client id and secret, and the HTTP settings.
 */
export const HuaweiTokenConfig: t.Type<HuaweiTokenConfig> = strictObject(
  'a Huawei platform',
  { clientId: UnbrokenText, clientSecret: UnbrokenText },
  tokenHttpSettings,
)

/**
 * Makes Huawei's half of keeping tokens: one token of the platform serves every app, and client id and secret are all that it takes
 * (docs/vendors/huawei.md C.7.5). An invalid config lists its issues.
 */
export const huaweiExchange = tokenExchangeOf(
  'huawei',
  huaweiBaseUrl,
  HuaweiTokenConfig,
  (client, { clientId, clientSecret }) => ({
    tokens: 'platform' as const,
    vendor: 'huawei',
    platformId: clientId,
    platformToken: () => platformToken(client, clientId, clientSecret),
    close: client.close,
  }),
)
