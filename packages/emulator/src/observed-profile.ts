import { baiduObserved } from './baidu/observed.js'
import { baiduChoices, type BaiduProfile } from './baidu/profile.js'
import { douyinObserved } from './douyin/observed.js'
import { douyinChoices, type DouyinProfile } from './douyin/profile.js'
import { huaweiObserved } from './huawei/observed.js'
import { huaweiChoices, type HuaweiProfile } from './huawei/profile.js'
import { problems } from './json.js'
import type { ObservedReply } from './state/observed.js'
import { profileShape } from './state/profile.js'
import { wechatObserved } from './wechat/observed.js'
import { wechatChoices, type WechatProfile } from './wechat/profile.js'

/** What a probe of live vendors decides of the questions on which sources differ; what it leaves open is not there. */
export interface ObservedProfile {
  readonly wechat?: Partial<WechatProfile>
  readonly baidu?: Partial<BaiduProfile>
  readonly douyin?: Partial<DouyinProfile>
  readonly huawei?: Partial<HuaweiProfile>
}

/** The profile that replies of live vendors decide, by the vendor that gave them. */
export const observedProfile = (replies: {
  readonly [vendor: string]: ReadonlyArray<ObservedReply>
}): ObservedProfile => ({
  ...(replies['wechat'] === undefined ? {} : { wechat: wechatObserved(replies['wechat']) }),
  ...(replies['baidu'] === undefined ? {} : { baidu: baiduObserved(replies['baidu']) }),
  ...(replies['douyin'] === undefined ? {} : { douyin: douyinObserved(replies['douyin']) }),
  ...(replies['huawei'] === undefined ? {} : { huawei: huaweiObserved(replies['huawei']) }),
})

const shape = {
  fields: {
    wechat: profileShape(wechatChoices),
    baidu: profileShape(baiduChoices),
    douyin: profileShape(douyinChoices),
    huawei: profileShape(huaweiChoices),
  },
}

/** Says whether a value that was read is a profile whose questions and answers the emulator knows. */
export const isObservedProfile = (value: unknown): value is ObservedProfile => problems(shape, value).length === 0
