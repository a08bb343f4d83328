import { type Bilingual, type DomainErrorTag } from '@mini-domains/core'
import { type StoreFailure, bilingual, messageOf } from '@mini-domains/core/adapter'
import { limiterAway } from '../state/record-failure.js'
import { type EndNote, type HaltReason, type ItemStatus, type Wave } from './apply-event.js'
import { type WavePolicy } from './apply-options.js'

/**
 * Says why a vendor was halted, and what to do.
 */
export const haltMessage = (reason: HaltReason): Bilingual => {
  switch (reason) {
    case 'failure-ratio':
      return bilingual(
        'too many changes failed; fix what the failures say, then run again',
        '失败比例过高；请先按失败原因处理，再重新执行',
      )
    case 'error-class':
      return bilingual(
        'an error that hits every app; fix it, then run again',
        '出现影响全部小程序的错误；请处理后重新执行',
      )
    case 'pool-not-ready':
      return bilingual(
        'the pool did not take all that the apps need; fix the pool first',
        '平台域名池未能加入全部所需域名；请先处理平台域名池',
      )
    case 'apps-not-done':
      return bilingual(
        'not all apps were changed, so nothing leaves the pool; plan again, or allow "pool-before-apps"',
        '尚有小程序未修改完成，暂不从平台域名池移除；请重新生成计划，或允许“pool-before-apps”',
      )
    case 'damaged-plan':
      return bilingual(
        'the plan is not the one that was verified, or does more than its summary says; make it again',
        '该计划不是已校验的计划，或其内容超出摘要所述；请重新生成',
      )
    case 'store':
      return bilingual('the store cannot be written; nothing more was sent', '存储无法写入，已停止发送')
  }
}

/**
 * Says that nothing more is sent, because the store did not keep what must be kept.
 */
export const storeFailureMessage = (failure: StoreFailure): Bilingual => {
  const { en, zh } = messageOf(failure)
  const { hint } = failure
  if (failure === limiterAway)
    return bilingual(`${en}; nothing more was sent. ${hint.en}`, `${zh}，已停止发送。${hint.zh}`)
  return bilingual(
    `the store cannot be written (${en}); nothing more was sent. ${hint.en}`,
    `存储无法写入（${zh}），已停止发送。${hint.zh}`,
  )
}

/**
 * Of the end of a change, what says how its vendor is doing.
 */
export type HeardEnd = Pick<EndNote, 'status' | 'error' | 'rejected'>

/**
 * How the changes of one vendor are going, and whether it is halted.
 */
export interface VendorHealth {
  /** Hears how a change ended, and says whether that halts the vendor. */
  readonly hear: (end: HeardEnd, wave: Wave) => HaltReason | undefined
  /** Hears of a change that ended in an earlier run. */
  readonly recall: (status: ItemStatus, wave: Wave) => void
  /** Says at the begin of a wave whether the vendor is to be halted before it. */
  readonly before: (wave: Wave, allowedAnyway: boolean) => HaltReason | undefined
  readonly halted: () => boolean
  readonly halt: () => void
}

const isWell = (status: ItemStatus): boolean => status === 'done' || status === 'already'

// What a merchant must fix says nothing of the others.
const isFailure = ({ status, error, rejected }: HeardEnd): boolean => {
  if (status === 'failed' || status === 'unknown') return error?.actor !== 'merchant'
  return status === 'partial' && (rejected ?? []).some(({ actor }) => actor !== 'merchant')
}

const hitsAll: ReadonlyArray<DomainErrorTag> = ['AddressNotAllowed']

/**
 * Watches one vendor.
 */
export const vendorHealth = (policy: WavePolicy): VendorHealth => {
  const { failureRatio = 0.5, minimum = 10, errors = hitsAll } = policy
  const seen = { ended: 0, failed: 0, poolUnwell: false, appsUnwell: false, halted: false }
  const tooMany = (least: number): boolean => seen.ended >= least && seen.failed / seen.ended > failureRatio
  const halting = (reason: HaltReason | undefined): HaltReason | undefined => {
    if (reason === undefined || seen.halted) return undefined
    seen.halted = true
    return reason
  }
  const recall = (status: ItemStatus, wave: Wave): void => {
    if (isWell(status)) return
    if (wave === 'pool-add') seen.poolUnwell = true
    else if (wave !== 'pool-remove') seen.appsUnwell = true
  }
  return {
    recall,
    hear: (end, wave) => {
      recall(end.status, wave)
      seen.ended += 1
      if (isFailure(end)) seen.failed += 1
      if (errors.some((tag) => tag === end.error?.tag)) return halting('error-class')
      return halting(tooMany(minimum) ? 'failure-ratio' : undefined)
    },
    before: (wave, allowedAnyway) => {
      if ((wave === 'canary' || wave === 'rest') && seen.poolUnwell) return halting('pool-not-ready')
      if (wave === 'rest' && tooMany(1)) return halting('failure-ratio')
      return halting(wave === 'pool-remove' && seen.appsUnwell && !allowedAnyway ? 'apps-not-done' : undefined)
    },
    halted: () => seen.halted,
    halt: () => {
      seen.halted = true
    },
  }
}
