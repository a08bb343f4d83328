import type { Bilingual } from '@mini-domains/core'
import { counted, type Store } from '@mini-domains/core/adapter'
import {
  type ApplyEvent,
  type ApplyFinished,
  type FleetVendors,
  noteMessage,
  monthOf,
  openList,
  remainingOf,
  spendingOf,
  statusWord,
  vendorOf,
} from '@mini-domains/fleet'
import type { Notice } from '@mini-domains/notify'
import * as E from 'fp-ts/lib/Either.js'
import { applyAdvice } from '../commands/apply/advice.js'
import { applyStatus } from '../commands/apply/status.js'
import { bilingual } from '../output/language.js'
import { actorWord } from '../output/problem.js'
import { lostAuthorizations } from './authorization-notice.js'
import { lowBudgets } from './budget-notice.js'
import { keptLines, listName } from './lines.js'

type Item = Extract<ApplyEvent, { readonly event: 'item' }>

type Halted = Extract<ApplyEvent, { readonly event: 'halted' }>

/**
 * What the notices of an apply are made with.
 */
export interface ApplyNoticesOptions {
  readonly vendors: FleetVendors
  readonly store: Pick<Store, 'get'>
  readonly now: () => number
  /** Tells of lists that have fewer modifications left than this. */
  readonly budgetBelow: number
}

/**
 * Gathers what is worth telling of an apply, from its events.
 */
export interface ApplyNotices {
  readonly see: (event: ApplyEvent) => Promise<void>
  /** Once the last event was seen; none where the apply was refused before it began. */
  readonly notices: () => ReadonlyArray<Notice>
}

const finishedTitle = ({ counts, complete, cancelled }: ApplyFinished) => {
  const done = counts.done + counts.already + counts.resumed
  const open = counts.partial + counts.stale + counts.failed + counts.unknown + counts.skipped
  if (complete)
    return bilingual(`applied: ${counted(done, 'change')}, all of the plan`, `执行完成：全部 ${done} 项变更`)
  return cancelled
    ? bilingual(
        `apply was stopped: ${counted(done, 'change')} done, ${open} not`,
        `执行被中止：完成 ${done} 项，未完成 ${open} 项`,
      )
    : bilingual(`applied: ${counted(done, 'change')} done, ${open} not`, `执行结束：完成 ${done} 项，未完成 ${open} 项`)
}

const hintOf = (hint: Bilingual | undefined): Pick<Notice, 'hint'> => (hint === undefined ? {} : { hint })

const said = (of: Bilingual, what: Bilingual): Bilingual => bilingual(`${of.en}: ${what.en}`, `${of.zh}：${what.zh}`)

const itemLine = ({ address, name: merchant, status, error }: Item) => {
  const name = listName(address, merchant)
  if (error === undefined) return said(name, statusWord(status))
  const [why, who] = [noteMessage(error), actorWord(error.actor)]
  return said(name, bilingual(`${why.en} (who must act: ${who.en})`, `${why.zh}（处理方：${who.zh}）`))
}

const haltLine = ({ vendor, reason, message }: Halted, last: Item['error']): Bilingual => {
  const line = said(bilingual(vendor, vendor), message)
  return last === undefined || reason === 'store' ? line : said(line, noteMessage(last))
}

/**
 * Starts gathering.
 */
export const applyNotices = ({ vendors, store, now, budgetBelow }: ApplyNoticesOptions): ApplyNotices => {
  const advice = applyAdvice()
  // The last of each vendor: what it was halted for, unless the store was the cause.
  const failures = new Map<string, NonNullable<Item['error']>>()
  const [open, halted] = [keptLines(), keptLines()]
  const low = lowBudgets(budgetBelow, () => monthOf(now()))
  const lost = lostAuthorizations()
  let finished: ApplyFinished | undefined

  const seeBudget = async ({ address, name, modifications, uncertain, error }: Item): Promise<void> => {
    const vendor = vendorOf(vendors, address.vendor)
    if (vendor === undefined || (modifications + uncertain === 0 && error?.tag !== 'BudgetSpent')) return
    const limit = openList(vendor, address).capabilities.limits.monthlyModifications?.value
    const spending = await spendingOf(store, address, monthOf(now()))
    if (E.isLeft(spending)) return low.add(address, undefined, name)
    const left = remainingOf(spending.right, limit)
    if (left !== undefined && left < budgetBelow) low.add(address, left, name)
  }

  const see = async (event: ApplyEvent): Promise<void> => {
    advice.see(event)
    switch (event.event) {
      case 'item':
        if (event.error !== undefined) failures.set(event.address.vendor, event.error)
        if (event.error?.tag === 'AuthorizationLost') lost.add(event.address, event.name)
        if (event.status !== 'done' && event.status !== 'already') open.add(itemLine(event))
        return seeBudget(event)
      case 'halted':
        return halted.add(haltLine(event, failures.get(event.vendor)))
      case 'finished':
        finished = event
        return
      case 'waiting':
      case 'started':
      case 'refused':
      case 'wave':
      case 'end-unkept':
      case 'old-kept':
        return
    }
  }

  const haltNotices = (): ReadonlyArray<Notice> =>
    halted.count() === 0
      ? []
      : [
          {
            event: 'apply-halted',
            title: bilingual('apply was halted', '执行已暂停'),
            ...halted.kept(),
            hint: bilingual(
              'Look at what failed, then apply the same plan again.',
              '请先处理失败原因，再执行同一计划。',
            ),
            data: { vendors: finished === undefined ? [] : [...finished.halted] },
          },
        ]

  const endNotices = (end: ApplyFinished): ReadonlyArray<Notice> => [
    {
      event: 'apply-finished',
      title: finishedTitle(end),
      ...open.kept(),
      ...hintOf(advice.next(applyStatus(end))),
      data: { complete: end.complete, cancelled: end.cancelled, counts: { ...end.counts } },
    },
  ]

  return {
    see,
    notices: () => [
      ...haltNotices(),
      ...lost.notices(),
      ...low.notices(),
      ...(finished === undefined ? [] : endNotices(finished)),
    ],
  }
}
