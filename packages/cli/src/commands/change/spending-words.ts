import type { Bilingual } from '@mini-domains/core'
import type { Spent } from '@mini-domains/core/adapter'
import { bilingual } from '../../output/language.js'

const modifications = (count: number): string => (count === 1 ? 'one modification' : `${count} modifications`)

/**
 * Says what a change would spend.
 */
export const costWord = (cost: number): Bilingual =>
  cost === 0
    ? bilingual('spends no modification', '不消耗修改次数')
    : bilingual(`spends ${modifications(cost)} of the month`, `将消耗本月 ${cost} 次修改次数`)

/**
 * Says what a change has spent, and what perhaps besides.
 */
export const spentWord = ({ modifications: sure, uncertain }: Spent): Bilingual => {
  const most = sure + uncertain
  if (most === 0) return bilingual('no modification spent', '未消耗修改次数')
  if (sure === 0) return bilingual(`perhaps ${modifications(most)} spent`, `可能已消耗 ${most} 次修改次数`)
  const surely = bilingual(`${modifications(sure)} of the month spent`, `已消耗本月 ${sure} 次修改次数`)
  return uncertain === 0 ? surely : bilingual(`${surely.en}, perhaps ${most}`, `${surely.zh}，可能为 ${most} 次`)
}
