import { counted } from '@mini-domains/core/adapter'
import type { ListAddress } from '@mini-domains/fleet'
import type { Notice } from '@mini-domains/notify'
import { bilingual } from '../output/language.js'
import { keptLines, listName } from './lines.js'

/**
 * The lists of which little of the month is left.
 */
export interface LowBudgets {
  /** `left` is not there where it cannot be counted, which is never taken for enough. */
  readonly add: (address: ListAddress, left: number | undefined, name: string | undefined) => void
  readonly notices: () => ReadonlyArray<Notice>
}

/**
 * Starts with none: lists with fewer modifications left than `below` are going to be told of, of a month such as `2026-11`.
 */
export const lowBudgets = (below: number, month: () => string): LowBudgets => {
  const lines = keptLines()
  return {
    add: (address, left, name) => {
      const { en, zh } = listName(address, name)
      if (left === undefined) lines.add(bilingual(`${en}: cannot be counted`, `${zh}：无法统计`))
      else lines.add(bilingual(`${en}: ${left} left in ${month()}`, `${zh}：${month()} 剩余 ${left} 次`))
    },
    notices: () => {
      const count = lines.count()
      if (count === 0) return []
      const title = bilingual(
        `fewer than ${counted(below, 'modification')} left this month: ${counted(count, 'list')}`,
        `${count} 个列表本月剩余修改次数少于 ${below} 次`,
      )
      const hint = bilingual(
        'Keep what is left for what cannot wait until next month.',
        '请将剩余次数留给不能等到下月的变更。',
      )
      return [{ event: 'budget-low', title, ...lines.kept(), hint, data: { lists: count, below } }]
    },
  }
}
