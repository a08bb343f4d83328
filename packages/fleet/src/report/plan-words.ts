import { type Bilingual } from '@mini-domains/core'
import { bilingual, counted } from '@mini-domains/core/adapter'
import { type BlockReason, type PlanCounts } from '../plan/plan-line.js'
import { type Reason } from '../desired/app-settings.js'

/**
 * Says in one line what a plan comes to.
 */
export const planTotal = (counts: PlanCounts): Bilingual => {
  const { apps, lists, same, changes, blocked, adds, deletes, modifications } = counts
  // Changes that cost nothing are those of vendors that count no modifications.
  const isUncounted = changes > 0 && modifications === 0
  const cost = isUncounted
    ? bilingual('', '')
    : bilingual(`, ${counted(modifications, 'modification')}`, `，修改 ${modifications} 次`)
  return bilingual(
    `${counted(apps, 'app')}, ${counted(lists, 'list')}: ${changes} to change (+${adds} -${counted(deletes, 'domain')}${cost.en}), ${blocked} blocked, ${same} in sync`,
    `${apps} 个小程序、${lists} 个列表：待修改 ${changes} 个（域名 +${adds} -${deletes}${cost.zh}），受阻 ${blocked} 个，一致 ${same} 个`,
  )
}

/**
 * Says why a list is blocked.
 */
export const blockWord = (reason: BlockReason): Bilingual => {
  switch (reason) {
    case 'over-limit':
      return bilingual('over the limit', '超过数量上限')
    case 'refused':
      return bilingual('refused by the rules', '不符合规则')
    case 'budget':
      return bilingual('no budget left', '修改次数不足')
    case 'budget-unread':
      return bilingual('budget could not be read', '无法读取修改次数')
    case 'frozen':
      return bilingual('frozen', '已冻结')
    case 'not-in-pool':
      return bilingual('in no pool: add to the pool first', '不在平台域名池，请先加入域名池')
    case 'unsupported':
      return bilingual('unsupported', '厂商不支持')
    case 'authorisation-lost':
      return bilingual('authorisation lost', '授权已失效')
    case 'read-failed':
      return bilingual('could not be read', '读取失败')
    case 'moved':
      return bilingual('changed since the run', '运行之后又有变动')
    case 'selection':
      return bilingual('outside the selection', '不在选择范围')
    case 'input':
      return bilingual('wrong input', '输入有误')
  }
}

/**
 * Says who asks for a domain, or that nobody does.
 */
export const sourceWord = ({ source, name }: Pick<Reason, 'source' | 'name'>): Bilingual => {
  switch (source) {
    case 'profile':
      return bilingual(`profile ${name}`, `方案 ${name}`)
    case 'rule':
      return bilingual(`rule ${name}`, `规则 ${name}`)
    case 'app':
      return bilingual(`the app ${name} itself`, `小程序 ${name} 自身`)
    case 'pool':
      return bilingual(`pool of ${name}`, `${name} 的域名池`)
    case 'keep':
      return bilingual('kept', '保留')
    case 'not-desired':
      return bilingual('nothing asks for it', '期望状态中没有')
    case 'run':
      return bilingual(`as before the run ${name}`, `恢复到运行 ${name} 之前`)
  }
}
