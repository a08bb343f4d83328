import { type Bilingual } from '@mini-domains/core'
import { type StoreFailure, bilingual } from '@mini-domains/core/adapter'
import { type HaltReason } from './apply-event.js'

/**
 * Says why a vendor was halted, and what to do.
 */
export const haltMessage = (reason: HaltReason): Bilingual => {
  switch (reason) {
    case 'failure-ratio':
      return bilingual(
        'too many changes failed; mend what the failures say, then run again',
        '失败比例过高；请先按失败原因处理，再重新执行',
      )
    case 'error-class':
      return bilingual(
        'an error that hits every app; mend it, then run again',
        '出现影响全部小程序的错误；请处理后重新执行',
      )
    case 'pool-not-ready':
      return bilingual(
        'the pool did not take all that the apps need; mend the pool first',
        '平台域名池未能加入全部所需域名；请先处理平台域名池',
      )
    case 'apps-not-done':
      return bilingual(
        'not all apps were changed, so nothing leaves the pool; plan again, or allow "pool-before-apps"',
        '尚有小程序未修改完成，暂不从平台域名池移除；请重新生成计划，或允许“pool-before-apps”',
      )
    case 'store':
      return bilingual('the store cannot be written; nothing more was sent', '存储无法写入，已停止发送')
  }
}

/**
 * Says that nothing more is sent, because the store did not keep what must be kept.
 */
export const unkeptMessage = ({ message, hint }: StoreFailure): Bilingual =>
  bilingual(
    `the store cannot be written (${message}); nothing more was sent. ${hint.en}`,
    `存储无法写入（${message}），已停止发送。${hint.zh}`,
  )
