import { type PlanBlocked, type PlanChange, type PlanSummary, blockWord, errorWord } from '@mini-domains/fleet'
import { bilingual } from '../../output/language.js'
import { titleOf } from '../../output/listing.js'
import { tableOf } from '../../output/table.js'
import type { Voice } from '../../output/reporter.js'

const signOf = (voice: Voice, intent: 'present' | 'absent'): string =>
  intent === 'present' ? voice.paint.green('+') : voice.paint.red('-')

const budgetText = ({ budget, cost }: PlanChange, voice: Voice): string => {
  const left =
    budget.remaining === undefined
      ? ''
      : voice.in(bilingual(`, ${budget.remaining} left`, `，剩余 ${budget.remaining} 次`))
  return voice.in(bilingual(`costs ${cost} of the month${left}`, `消耗本月 ${cost} 次${left}`))
}

/**
 * Shows one change of a plan: its domains, what it costs, and what a removal from a pool touches.
 */
export const showPlanned = (voice: Voice, change: PlanChange): void => {
  const { paint } = voice
  voice.line(`${paint.bold(titleOf(change.address, voice))}  ${change.action}  ${paint.dim(budgetText(change, voice))}`)
  for (const { kind, domain, intent, source } of change.reasons)
    if (source !== 'keep') voice.line(`  ${signOf(voice, intent)} ${kind} ${domain}`)
  for (const { host, usedBy, stillUsedBy } of change.blast?.hosts ?? [])
    voice.line(
      paint.yellow(
        `  ! ${voice.in(bilingual(`${host}: used by ${usedBy} apps now, by ${stillUsedBy} after`, `${host}：现有 ${usedBy} 个小程序使用，执行后 ${stillUsedBy} 个`))}`,
      ),
    )
}

/**
 * Shows a list that differs and cannot be changed, and why.
 */
export const showBlocked = (voice: Voice, { address, reason, detail, error }: PlanBlocked): void => {
  // A row that is no app belongs to no vendor; its complaint says where it stands.
  if (address.vendor === '')
    return voice.line(`${voice.paint.yellow(voice.in(bilingual(reason, blockWord(reason).zh)))}  ${voice.in(detail)}`)
  const word = voice.in(bilingual(reason, blockWord(reason).zh))
  voice.line(`${voice.paint.bold(titleOf(address, voice))}  ${voice.paint.yellow(word)}`)
  voice.line(`  ${voice.in(error === undefined ? detail : errorWord(error.tag, error.message))}`)
  if (error !== undefined) voice.line(`  → ${voice.in(error.hint)}`)
}

/**
 * Shows what a plan counts, by vendor.
 */
export const showSummary = (voice: Voice, { vendors, counts }: PlanSummary): void => {
  const head = [
    bilingual('vendor', '厂商'),
    bilingual('apps', '小程序'),
    bilingual('same', '无差异'),
    bilingual('changes', '变更'),
    bilingual('+ domains', '+ 域名'),
    bilingual('- domains', '- 域名'),
    bilingual('modifications', '修改次数'),
    bilingual('blocked', '无法变更'),
  ].map(voice.in)
  const row = (name: string, of: PlanSummary['counts']): ReadonlyArray<string> =>
    [name, of.apps, of.same, of.changes, of.adds, of.deletes, of.modifications, of.blocked].map(String)
  const rows = Object.entries(vendors).map(([name, of]) => row(name, of))
  voice.lines(tableOf(head, rows.length > 1 ? [...rows, row('', counts)] : rows, voice.columns))
}
