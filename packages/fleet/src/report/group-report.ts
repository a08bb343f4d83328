import { type Bilingual } from '@mini-domains/core'
import { type Language, bilingual } from '@mini-domains/core/adapter'
import { type ListName } from '../lists/list-address.js'
import { type CountedGroup, type GroupMember } from './group.js'
import { markdownText } from './plan-markdown.js'

/**
 * What a report of groups says, for people: what a verification found, or what an apply failed at.
 */
export interface GroupReport {
  readonly title: Bilingual
  /** What it came to, in one line. */
  readonly total: Bilingual
  /** When it was made (ISO 8601). */
  readonly at: string
  /** The file that it is of. */
  readonly from: string
  readonly groups: ReadonlyArray<CountedGroup>
  /** Lists that are in no group. */
  readonly ungrouped: number
}

const pool = bilingual('pool', '平台域名池')
const mustAct = bilingual('who must act: ', '处理方：')
const allWell = bilingual('Nothing to tell.', '没有需要说明的。')

const lists: Readonly<Record<ListName, Bilingual>> = {
  server: bilingual('server domains', '服务器域名'),
  webview: bilingual('webview domains', '业务域名'),
  prefetch: bilingual('hosts to prefetch', '预解析域名'),
}

/**
 * Names one of the lists of a level.
 */
export const listWord = (list: ListName): Bilingual => lists[list]

const actors: Readonly<Record<string, Bilingual>> = {
  caller: bilingual('you', '您'),
  platform: bilingual('the platform owner', '第三方平台负责人'),
  merchant: bilingual('the merchant', '商家'),
  vendor: bilingual('the vendor', '厂商'),
}

/**
 * Names who must act.
 */
export const actorWord = (actor: string): Bilingual => actors[actor] ?? bilingual(actor, actor)

const titleOf = ({ title, vendor, list, count }: CountedGroup, language: Language): string =>
  [title[language], vendor, ...(list === undefined ? [] : [listWord(list)[language]]), String(count)].join(' · ')

const memberOf = ({ app, name }: GroupMember, language: Language): string => {
  if (app === undefined) return pool[language]
  return name === undefined ? app : `${name} (${app})`
}

const namedAtMost = 1_000

const membersOf = ({ members }: CountedGroup, language: Language): ReadonlyArray<string> => [
  ...new Set(members.slice(0, namedAtMost).map((member) => memberOf(member, language))),
]

const moreOf = (count: number): Bilingual => bilingual(`${count} more`, `另有 ${count} 个`)

const hiddenIn = ({ count, members }: CountedGroup): number => count - Math.min(members.length, namedAtMost)

const linesOf = (group: CountedGroup, language: Language): ReadonlyArray<string> => [
  ...group.details.map((detail) => detail[language]),
  ...(group.actor === undefined ? [] : [`${mustAct[language]}${actorWord(group.actor)[language]}`]),
  ...(group.hint === undefined ? [] : [`→ ${group.hint[language]}`]),
]

/**
 * Writes a report of groups as Markdown, piece by piece: the total first, then each group with the names of its apps.
 */
export function* reportMarkdown(report: GroupReport, language: Language): Generator<string> {
  const { title, total, at, from, groups, ungrouped } = report
  yield `### ${markdownText(title[language])}\n\n**${markdownText(total[language])}**\n\n${markdownText(`${at} · ${from}`)}\n`
  if (groups.length === 0) yield `\n${allWell[language]}\n`
  for (const group of groups) {
    yield `\n#### ${markdownText(titleOf(group, language))}\n\n`
    for (const line of linesOf(group, language)) yield `- ${markdownText(line)}\n`
    yield `\n${membersOf(group, language).map(markdownText).join(', ')}\n`
    if (hiddenIn(group) > 0) yield `\n… ${moreOf(hiddenIn(group))[language]}\n`
  }
  if (ungrouped > 0) yield `\n… ${moreOf(ungrouped)[language]}\n`
}
