import type { Bilingual, Kind, Outcome, Rejection } from '@mini-domains/core'
import { type Spent, evidenceOf, rejectionText, spentOf } from '@mini-domains/core/adapter'
import { bilingual } from '../../output/language.js'
import type { ListChange, Step } from './list-change.js'
import { titleOf } from '../../output/listing.js'
import { tableOf } from '../../output/table.js'
import type { Reporter } from '../../output/reporter.js'

const sign = (reporter: Reporter, step: Step): string => {
  if (step.verdict === 'already') return reporter.paint.dim('=')
  return step.intent === 'present' ? reporter.paint.green('+') : reporter.paint.red('-')
}

/**
 * Shows what a change would do.
 */
export const showChange = (reporter: Reporter, listChange: ListChange): void => {
  const { address, change, version, steps, cost, modifications } = listChange
  reporter.event({
    event: 'change',
    address,
    change,
    items: steps,
    cost,
    ...(version === undefined ? {} : { version }),
  })
  reporter.line(reporter.paint.bold(titleOf(address, reporter)))
  for (const step of steps) reporter.line(`  ${sign(reporter, step)} ${step.kind} ${step.domain}`)
  if (modifications !== 'uncounted') reporter.line(reporter.paint.dim(`  ${reporter.say(costWord(cost))}`))
}

type Item = Outcome<Kind>['items'][number]

const verdict = (reporter: Reporter, { intent, verdict: said }: Item): string => {
  const isGone = intent === 'absent'
  switch (said) {
    case 'accepted':
      return reporter.paint.green(
        reporter.say(isGone ? bilingual('removed', '已删除') : bilingual('accepted', '已接受')),
      )
    case 'already':
      return reporter.paint.dim(
        reporter.say(isGone ? bilingual('already absent', '本就不存在') : bilingual('already there', '已存在')),
      )
    case 'rejected':
      return reporter.paint.red(reporter.say(bilingual('rejected', '被拒绝')))
  }
}

const rejectionOf = (item: Item): Rejection | undefined => (item.verdict === 'rejected' ? item.rejection : undefined)

const eventItem = (item: Item) => {
  const { kind, domain, intent, verdict: said } = item
  const rejection = rejectionOf(item)
  const why =
    rejection === undefined
      ? {}
      : { reason: rejection.reason, actor: rejection.actor, hint: rejection.hint, ...evidenceOf(rejection) }
  return { kind, domain, intent, verdict: said, ...why }
}

/**
 * Shows what became of each domain of a change.
 */
export const showOutcome = (
  reporter: Reporter,
  { address, change, modifications: counting }: ListChange,
  outcome: Outcome<Kind>,
): void => {
  const { requestId, vendorCode, vendorMessage } = outcome
  reporter.event({
    event: 'outcome',
    address,
    change,
    items: outcome.items.map(eventItem),
    ...spentOf(outcome),
    ...(requestId === undefined ? {} : { requestId }),
    ...(vendorCode === undefined ? {} : { vendorCode }),
    ...(vendorMessage === undefined ? {} : { vendorMessage }),
  })
  const head = [
    bilingual('kind', '种类'),
    bilingual('domain', '域名'),
    bilingual('result', '结果'),
    bilingual('why, and what to do', '原因与处理办法'),
  ].map(reporter.say)
  const rows = outcome.items.map((item) => {
    const rejection = rejectionOf(item)
    const why =
      rejection === undefined
        ? ''
        : `${reporter.say(rejectionText(rejection))}${reporter.say(bilingual(': ', '：'))}${reporter.say(rejection.hint)}`
    return [item.kind, item.domain, verdict(reporter, item), why]
  })
  reporter.line(reporter.paint.bold(titleOf(address, reporter)))
  reporter.lines(tableOf(head, rows, reporter.columns))
  const end = [
    ...(counting === 'uncounted' ? [] : [reporter.say(spentWord(outcome))]),
    ...(requestId === undefined ? [] : [`rid ${requestId}`]),
  ]
  if (end.length > 0) reporter.line(reporter.paint.dim(end.join(' · ')))
}

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
