import { counted } from '@mini-domains/core/adapter'
import { type ListBudget, type Spending, listWord } from '@mini-domains/fleet'
import { bilingual } from '../../output/language.js'
import { appTitle } from '../../output/listing.js'
import type { Reporter } from '../../output/reporter.js'
import { columns } from '../../output/table.js'

/**
 * Shows budgets, and how many there were.
 */
export interface BudgetView {
  readonly add: (budget: ListBudget, spending: Spending) => void
  /** Ends, with the number of lists that were looked at. */
  readonly end: (lists: number) => void
}

const headOf = ({ say }: Reporter): ReadonlyArray<string> =>
  [
    bilingual('vendor', '厂商'),
    bilingual('app', '小程序'),
    bilingual('list', '列表'),
    bilingual('spent', '已用'),
    bilingual('left', '剩余'),
  ].map(say)

const leftOf = (
  { say, paint }: Reporter,
  { remaining, limit, modifications }: ListBudget,
  { exhausted }: Spending,
): string => {
  if (modifications === 'uncounted') return say(bilingual('not counted by the vendor', '厂商不计次数'))
  if (exhausted) return paint.red(say(bilingual('0 (says the vendor)', '0（厂商告知）')))
  if (remaining === undefined) return say(bilingual('no limit known', '上限未知'))
  const text = `${remaining} / ${limit ?? '?'}`
  return remaining === 0 ? paint.red(text) : text
}

const spentOf = ({ say }: Reporter, { spent, unknown, held }: Spending): string => {
  const uncertain = unknown === 0 ? '' : say(bilingual(` + ${unknown} uncertain`, ` + ${unknown} 不确定`))
  const reserved = held === 0 ? '' : say(bilingual(` + ${held} reserved`, ` + ${held} 预留`))
  return `${spent}${uncertain}${reserved}`
}

const rowOf = (reporter: Reporter, budget: ListBudget, spending: Spending): ReadonlyArray<string> => {
  const { vendor, app, list } = budget.address
  return [
    vendor,
    app === undefined ? reporter.say(bilingual('pool', '平台域名池')) : appTitle(app, budget.name),
    reporter.say(listWord(list)),
    budget.modifications === 'uncounted' ? '' : spentOf(reporter, spending),
    leftOf(reporter, budget, spending),
  ]
}

/**
 * Begins to show budgets of a month: to programs as they come, to people once all were looked at, since the total comes first.
 */
export const budgetView = (reporter: Reporter, month: string): BudgetView => {
  const rows: Array<ReadonlyArray<string>> = []
  let shown = 0
  return {
    add: (budget, spending) => {
      shown += 1
      const { address, name, limit, remaining, modifications } = budget
      reporter.event({
        event: 'fact',
        name: 'budget',
        value: {
          ...address,
          ...(name === undefined ? {} : { name }),
          month,
          ...spending,
          ...(limit === undefined ? {} : { limit }),
          ...(remaining === undefined ? {} : { remaining }),
          ...(modifications === undefined ? {} : { modifications }),
        },
      })
      if (!reporter.isJson) rows.push(rowOf(reporter, budget, spending))
    },
    end: (lists) => {
      reporter.event({ event: 'fact', name: 'budgets', value: { month, lists, shown } })
      const total = bilingual(
        `${month}: ${shown} of ${counted(lists, 'list')} shown`,
        `${month}：共 ${lists} 个列表，显示 ${shown} 个`,
      )
      reporter.line(reporter.paint.bold(reporter.say(total)))
      const table = columns(headOf(reporter), reporter.lines, reporter.columns)
      for (const row of rows) table.add(row)
      if (rows.length > 0) table.end()
    },
  }
}
