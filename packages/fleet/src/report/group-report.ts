import { type Bilingual } from '@mini-domains/core'
import { type Language, bilingual } from '@mini-domains/core/adapter'
import { type CountedGroup, type GroupMember } from './group.js'
import { markdownText } from './plan-markdown.js'
import { visibleText } from './visible-text.js'

/**
 * What a report of groups says, for people: what a verification found, or what an apply failed at.
 */
export interface GroupReport {
  readonly title: Bilingual
  /** What it came to, in one line. */
  readonly total: Bilingual
  /** When, and of which file. */
  readonly made: string
  readonly groups: ReadonlyArray<CountedGroup>
  /** Lists that are in no group. */
  readonly ungrouped: number
}

const pool = bilingual('pool', '平台域名池')
const mustAct = bilingual('who must act: ', '处理方：')
const allWell = bilingual('Nothing to tell.', '没有需要说明的。')

const lists = { server: bilingual('server domains', '服务器域名'), webview: bilingual('webview domains', '业务域名') }

const actors: Readonly<Record<string, Bilingual>> = {
  caller: bilingual('you', '您'),
  platform: bilingual('the platform owner', '第三方平台负责人'),
  merchant: bilingual('the merchant', '商家'),
  vendor: bilingual('the vendor', '厂商'),
}

const titleOf = ({ title, vendor, list, count }: CountedGroup, language: Language): string =>
  [title[language], vendor, ...(list === undefined ? [] : [lists[list][language]]), String(count)].join(' · ')

const memberOf = ({ app, name }: GroupMember, language: Language): string => {
  if (app === undefined) return pool[language]
  return name === undefined ? app : `${name} (${app})`
}

const membersOf = ({ members }: CountedGroup, language: Language): ReadonlyArray<string> => [
  ...new Set(members.map((member) => memberOf(member, language))),
]

const moreOf = (count: number): Bilingual => bilingual(`${count} more`, `另有 ${count} 个`)

const hiddenIn = ({ count, members }: CountedGroup): number => count - members.length

const linesOf = (group: CountedGroup, language: Language): ReadonlyArray<string> => [
  ...group.details.map((detail) => detail[language]),
  ...(group.actor === undefined
    ? []
    : [`${mustAct[language]}${(actors[group.actor] ?? bilingual(group.actor, group.actor))[language]}`]),
  ...(group.hint === undefined ? [] : [`→ ${group.hint[language]}`]),
]

/**
 * Writes a report of groups as Markdown, piece by piece: the total first, then each group with the names of its apps.
 */
export function* reportMarkdown(report: GroupReport, language: Language): Generator<string> {
  const { title, total, made, groups, ungrouped } = report
  yield `### ${markdownText(title[language])}\n\n**${markdownText(total[language])}**\n\n${markdownText(made)}\n`
  if (groups.length === 0) yield `\n${allWell[language]}\n`
  for (const group of groups) {
    yield `\n#### ${markdownText(titleOf(group, language))}\n\n`
    for (const line of linesOf(group, language)) yield `- ${markdownText(line)}\n`
    yield `\n${membersOf(group, language).map(markdownText).join(', ')}\n`
    if (hiddenIn(group) > 0) yield `\n… ${moreOf(hiddenIn(group))[language]}\n`
  }
  if (ungrouped > 0) yield `\n… ${moreOf(ungrouped)[language]}\n`
}

const html = (text: string): string => visibleText(text).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)

const style = `:root{color-scheme:light dark}body{font:16px/1.5 system-ui,"PingFang SC","Microsoft YaHei",sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
section{border-top:1px solid #8886;padding:.5rem 0}h1{font-size:1.4rem}h2{font-size:1.1rem}li,p{overflow-wrap:anywhere}`

const policy = "default-src 'none'; style-src 'unsafe-inline'"

/**
 * Writes a report of groups as one page that needs no network and runs nothing, piece by piece. It prints whole.
 */
export function* reportHtml(report: GroupReport, language: Language): Generator<string> {
  const { title, total, made, groups, ungrouped } = report
  yield `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${html(title[language])}</title>
<style>${style}</style>
</head>
<body>
<h1>${html(title[language])}</h1>
<p><strong>${html(total[language])}</strong></p>
<p>${html(made)}</p>
`
  if (groups.length === 0) yield `<p>${allWell[language]}</p>\n`
  for (const group of groups) {
    const items = linesOf(group, language).map((line) => `<li>${html(line)}</li>`)
    const names = membersOf(group, language).map(html).join(', ')
    const more = hiddenIn(group) > 0 ? ` … ${moreOf(hiddenIn(group))[language]}` : ''
    yield `<section><h2>${html(titleOf(group, language))}</h2>\n<ul>${items.join('')}</ul>\n<p>${names}${more}</p></section>\n`
  }
  if (ungrouped > 0) yield `<p>… ${moreOf(ungrouped)[language]}</p>\n`
  yield '</body>\n</html>\n'
}
