import { type Language } from '@mini-domains/core/adapter'
import { addressName } from '../lists/list-address.js'
import {
  type PlanBlocked,
  type PlanChange,
  type PlanHeader,
  type PlanLine,
  type PlanSummary,
} from '../plan/plan-line.js'
import { blockWord, sourceWord } from './plan-words.js'

// What a reader would not see, or what turns the direction of what stands around it.
const unshown = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/gu

// Also what GitHub and GitLab make of text without Markdown: mentions, issues, merge requests. A bare address stays readable: where it
// becomes a link, that leads where it says.
const active = /[\\`*_{}[\]()#!|<>~@&$"'^]/g

const entity = (sign: string): string => `&#${sign.codePointAt(0) ?? 0};`

/**
 * The one function that writes foreign text into Markdown: it shows as it is, on one line, and nothing of it is a link with another name, an
 * image, a mention, a code span, a table border or HTML. What does not show is spelled out, such as `U+202E`; line ends become blanks.
 */
export const markdownText = (text: string): string =>
  text
    .replace(/[\r\n]+/g, ' ')
    .replace(active, entity)
    .replace(unshown, (sign) => `U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`)

/**
 * How a plan is written for a pull request.
 */
export interface MarkdownOptions {
  readonly language?: Language
  /** Rows of the table, at most; the rest is counted. Default 200, which fits into a comment. */
  readonly rows?: number
}

const cell = (text: string): string => markdownText(text)

const row = (cells: ReadonlyArray<string>): string => `| ${cells.map(cell).join(' | ')} |\n`

const words = {
  en: {
    head: ['list', 'change', 'why', 'budget'],
    title: 'Plan of mini-domains',
    from: 'from',
    left: 'left',
    blocked: 'blocked',
    more: 'more lists are not shown here',
    apps: 'apps',
    change: 'to change',
    same: 'right already',
    cost: 'modifications',
    uses: 'apps use it',
    still: 'still after the plan',
  },
  zh: {
    head: ['列表', '变更', '原因', '修改次数'],
    title: 'mini-domains 变更计划',
    from: '来自',
    left: '剩余',
    blocked: '受阻',
    more: '个列表未在此列出',
    apps: '个小程序',
    change: '个列表待修改',
    same: '个已符合',
    cost: '次修改',
    uses: '个小程序正在使用',
    still: '计划后仍在使用',
  },
}

const changeText = ({ reasons }: Pick<PlanChange, 'reasons'>): string =>
  reasons.map(({ intent, domain }) => `${intent === 'present' ? '+' : '−'} ${domain}`).join(', ')

const whyText = (line: PlanChange, language: Language): string => {
  const sources = line.reasons.map((reason) => {
    const word = sourceWord(reason)[language]
    return reason.at === undefined ? word : `${word} (${reason.at})`
  })
  const { uses, still } = words[language]
  const blast = (line.blast?.hosts ?? []).map(
    ({ host, usedBy, stillUsedBy }) => `${host}: ${usedBy} ${uses}, ${stillUsedBy} ${still}`,
  )
  return [...new Set([...sources, ...blast])].join('; ')
}

const changeRow = (line: PlanChange, language: Language): string => {
  const { remaining } = line.budget
  const left = remaining === undefined ? '' : ` (${words[language].left} ${remaining})`
  return row([addressName(line.address), changeText(line), whyText(line, language), `${line.cost}${left}`])
}

const blockedRow = (line: PlanBlocked, language: Language): string =>
  row([
    addressName(line.address),
    `⛔ ${words[language].blocked}: ${blockWord(line.reason)[language]}`,
    line.detail[language],
    '0',
  ])

const headText = ({ tool, config, createdAt }: PlanHeader, language: Language): string => {
  const { title, from, head } = words[language]
  const separator = `|${head.map(() => '---').join('|')}|\n`
  return `### ${title}\n\n${cell(createdAt)}, ${cell(tool.name)} ${cell(tool.version)}, ${from} ${cell(config.file)}\n\n${row(head)}${separator}`
}

const endText = ({ counts }: PlanSummary, hiddenRows: number, language: Language): string => {
  const { apps, change, same, cost, blocked, more } = words[language]
  const rest = hiddenRows === 0 ? '' : `\n… ${hiddenRows} ${more}\n`
  const { adds, deletes, modifications } = counts
  return `${rest}\n**${counts.apps} ${apps}** · ${counts.changes} ${change} (+${adds} −${deletes}, ${modifications} ${cost}) · ${counts.blocked} ${blocked} · ${counts.same} ${same}\n`
}

/**
 * Writes a plan as Markdown for a pull request, piece by piece.
 */
export async function* planMarkdown(
  lines: AsyncIterable<PlanLine>,
  { language = 'en', rows = 200 }: MarkdownOptions = {},
): AsyncGenerator<string> {
  let shown = 0
  let unshown = 0
  for await (const line of lines) {
    if (line.line === 'header') yield headText(line, language)
    else if (line.line === 'summary') yield endText(line, unshown, language)
    else if (shown >= rows) unshown += 1
    else {
      shown += 1
      yield line.line === 'change' ? changeRow(line, language) : blockedRow(line, language)
    }
  }
}
