import { baiduExchange } from '@mini-domains/baidu'
import { type ClosableTokenExchange } from '@mini-domains/core/adapter'
import { douyinExchange } from '@mini-domains/douyin'
import { wechatExchange } from '@mini-domains/wechat'
import type * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'

/**
 * Codec of the vendors that every law is proven for: those where each app has tokens of its own.
 */
export const Vendor = t.keyof({ wechat: null, baidu: null, douyin: null })

/**
 * One of them.
 */
export type Vendor = t.TypeOf<typeof Vendor>

/**
 * The exchange of the emulated platform of a vendor.
 */
export const exchangeOf = (
  vendor: Vendor,
  settings: { readonly baseUrl: string; readonly attempts?: number },
): E.Either<unknown, ClosableTokenExchange> => {
  switch (vendor) {
    case 'wechat':
      return wechatExchange({ componentAppId: 'wx-platform', componentAppSecret: 'secret-wx-platform', ...settings })
    case 'baidu':
      return baiduExchange({ clientId: 'client-bd-platform', ...settings })
    case 'douyin':
      return douyinExchange({ componentAppId: 'tt-platform', componentAppSecret: 'secret-tt-platform', ...settings })
  }
}
