import { counted } from '@mini-domains/core/adapter'
import { type CountedGroup, type GroupBook, type GroupMember, listWord } from '@mini-domains/fleet'
import { bilingual } from './language.js'
import { appTitle } from './listing.js'
import { actorWord } from './problem.js'
import type { Reporter } from './reporter.js'

const shownGroups = 50
const shownDetails = 40
const shownNames = 10
const toldApps = 1_000

type Of = 'plan' | 'verify' | 'apply'

const nameOf = (reporter: Reporter, { app, name }: GroupMember): string =>
  app === undefined ? reporter.say(bilingual('pool', '平台域名池')) : appTitle(app, name)

const whoOf = (reporter: Reporter, { count, members, list }: CountedGroup): string => {
  const [only] = members
  if (count === 1 && only !== undefined) return nameOf(reporter, only)
  return reporter.say(
    list === undefined
      ? bilingual(counted(count, 'change'), `${count} 项变更`)
      : members.some(({ app }) => app === undefined)
        ? bilingual(counted(count, 'list'), `${count} 个列表`)
        : bilingual(counted(count, 'app'), `${count} 个小程序`),
  )
}

const costText = (reporter: Reporter, { cost, left, count }: CountedGroup): string => {
  if (cost === undefined) return ''
  const each = count === 1 ? bilingual('', '') : bilingual(' each', '每个')
  const least =
    count === 1
      ? bilingual(`${left} left`, `剩余 ${left} 次`)
      : bilingual(`at least ${left} left`, `至少剩余 ${left} 次`)
  const rest = left === undefined ? bilingual('', '') : bilingual(`, ${least.en}`, `，${least.zh}`)
  return reporter.say(
    bilingual(`  costs ${cost} of the month${each.en}${rest.en}`, `  ${each.zh}消耗本月 ${cost} 次修改${rest.zh}`),
  )
}

const paintDetail = ({ paint }: Reporter, text: string): string => {
  if (text.startsWith('+ ')) return `${paint.green('+')}${text.slice(1)}`
  if (text.startsWith('- ')) return `${paint.red('-')}${text.slice(1)}`
  return text.startsWith('! ') ? paint.yellow(text) : text
}

const namesText = (reporter: Reporter, { members, count }: CountedGroup): string => {
  const names = [...new Set(members.map((member) => nameOf(reporter, member)))]
  const shown = names.slice(0, shownNames).join(reporter.say(bilingual(', ', '、')))
  const all = Math.max(count, names.length)
  return names.length > shownNames
    ? `${shown} ${reporter.say(bilingual(`and ${all - shownNames} more`, `等 ${all} 个`))}`
    : shown
}

const showGroup = (reporter: Reporter, group: CountedGroup): void => {
  const { paint } = reporter
  const which = group.list === undefined ? [] : [reporter.say(listWord(group.list))]
  const title = paint.bold([group.vendor, whoOf(reporter, group), ...which].join(' · '))
  const word = paint.yellow(reporter.say(group.title))
  reporter.line(`${title}  ${word}${paint.dim(costText(reporter, group))}`)
  for (const detail of group.details.slice(0, shownDetails))
    reporter.line(`  ${paintDetail(reporter, reporter.say(detail))}`)
  const rest = group.details.length - shownDetails
  if (rest > 0) reporter.line(reporter.say(bilingual(`  … and ${rest} more`, `  ……另有 ${rest} 项`)))
  if (group.count > 1) reporter.line(`  ${namesText(reporter, group)}`)
  if (group.actor !== undefined)
    reporter.line(`  ${reporter.say(bilingual('who must act: ', '处理方：'))}${reporter.say(actorWord(group.actor))}`)
  if (group.hint !== undefined) reporter.line(`  → ${reporter.say(group.hint)}`)
}

const tellGroup = ({ event }: Reporter, of: Of, { members, tone: _tone, ...group }: CountedGroup): void =>
  event({ event: 'group', of, ...group, apps: members.slice(0, toldApps) })

/**
 * Shows what many lists have in common once for all of them, the largest group first, each with the apps by name.
 */
export const showGroups = (reporter: Reporter, of: Of, book: GroupBook): void => {
  const groups = book.groups()
  for (const group of groups) tellGroup(reporter, of, group)
  for (const group of groups.slice(0, shownGroups)) showGroup(reporter, group)
  const hidden = groups.slice(shownGroups).reduce((sum, { count }) => sum + count, 0) + book.ungrouped()
  if (hidden > 0)
    reporter.line(
      reporter.say(
        bilingual(
          `… and ${counted(hidden, 'more list')}; a report has them all`,
          `……另有 ${hidden} 个列表，完整内容见报告`,
        ),
      ),
    )
}
