import { type Kind, type Outcome, type Rejection } from '@mini-domains/core'
import { spentOf } from '@mini-domains/core/adapter'
import { bilingual } from '../../output/language.js'
import { type ListChange, type Step } from './list-change.js'
import { titleOf } from '../../output/listing.js'
import { costWord, spentWord } from './spending-words.js'
import { tableOf } from '../../output/table.js'
import type { Voice } from '../../output/reporter.js'

const sign = (voice: Voice, step: Step): string => {
  if (step.verdict === 'already') return voice.paint.dim('=')
  return step.intent === 'present' ? voice.paint.green('+') : voice.paint.red('-')
}

/**
 * Shows what a change would do.
 */
export const showChange = (voice: Voice, { address, change, version, steps, cost }: ListChange): void => {
  voice.tell({ event: 'change', address, change, items: steps, cost, ...(version === undefined ? {} : { version }) })
  voice.line(voice.paint.bold(titleOf(address, voice)))
  for (const step of steps) voice.line(`  ${sign(voice, step)} ${step.kind} ${step.domain}`)
  voice.line(voice.paint.dim(`  ${voice.in(costWord(cost))}`))
}

type Item = Outcome<Kind>['items'][number]

const verdict = (voice: Voice, { intent, verdict: said }: Item): string => {
  const isGone = intent === 'absent'
  switch (said) {
    case 'accepted':
      return voice.paint.green(voice.in(isGone ? bilingual('removed', '已删除') : bilingual('accepted', '已接受')))
    case 'already':
      return voice.paint.dim(
        voice.in(isGone ? bilingual('already absent', '本就不存在') : bilingual('already there', '已存在')),
      )
    case 'rejected':
      return voice.paint.red(voice.in(bilingual('rejected', '被拒绝')))
  }
}

const rejectionOf = (item: Item): Rejection | undefined => (item.verdict === 'rejected' ? item.rejection : undefined)

const eventItem = (item: Item) => {
  const { kind, domain, intent, verdict: said } = item
  const rejection = rejectionOf(item)
  const why = rejection === undefined ? {} : { reason: rejection.reason, actor: rejection.actor, mend: rejection.mend }
  return { kind, domain, intent, verdict: said, ...why }
}

/**
 * Shows what became of each domain of a change.
 */
export const showOutcome = (voice: Voice, { address, change }: ListChange, outcome: Outcome<Kind>): void => {
  const { requestId, vendorCode, vendorMessage } = outcome
  voice.tell({
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
  ].map(voice.in)
  const rows = outcome.items.map((item) => {
    const rejection = rejectionOf(item)
    const why = rejection === undefined ? '' : `${rejection.reason}: ${voice.in(rejection.mend)}`
    return [item.kind, item.domain, verdict(voice, item), why]
  })
  voice.line(voice.paint.bold(titleOf(address, voice)))
  voice.lines(tableOf(head, rows, voice.columns))
  voice.line(voice.paint.dim(`${voice.in(spentWord(outcome))}${requestId === undefined ? '' : ` · rid ${requestId}`}`))
}
