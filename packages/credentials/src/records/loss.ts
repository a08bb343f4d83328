import { type Bilingual } from '@mini-domains/core'
import { bilingual } from '@mini-domains/core/adapter'
import * as t from 'io-ts'

/**
 * How it became known that an authorisation is gone.
 */
export type LossCause = 'vendor-says-so' | 'never-completed' | 'no-successor' | 'pushed' | 'never-there'

const causes: { readonly [C in LossCause]: Bilingual } = {
  'vendor-says-so': bilingual('the vendor says so', '厂商确认未授权'),
  'never-completed': bilingual(
    'the authorisation was never completed, its code was not exchanged',
    '授权未完成，授权码尚未换取令牌',
  ),
  'no-successor': bilingual(
    'its refresh token is dead, and the vendor knows no other',
    '刷新令牌已失效，厂商也没有其他刷新令牌',
  ),
  pushed: bilingual('the merchant took it back (pushed by the vendor)', '商家已取消授权（厂商推送）'),
  'never-there': bilingual(
    'the vendor knows no authorisation of this app, and none was ever kept here',
    '厂商没有该小程序的授权记录，本机也从未保存过',
  ),
}

const LossCause = t.keyof<{ readonly [C in LossCause]: unknown }>(causes)

/**
 * That, when and why the authorisation is gone.
 */
export const Loss = t.readonly(
  t.intersection([
    t.type({
      at: t.number,
      because: LossCause,
      vendorCode: t.union([t.number, t.string, t.null]),
      requestId: t.union([t.string, t.null]),
    }),
    // Records of earlier versions have none: those are withdrawn.
    t.partial({ reason: t.keyof({ withdrawn: null, 'never-completed': null }) }),
  ]),
)

/**
 * That, when and why the authorisation is gone.
 */
export type Loss = t.TypeOf<typeof Loss>

/**
 * Says why an authorisation is gone.
 */
export const becauseOf = (cause: LossCause): Bilingual => causes[cause]
