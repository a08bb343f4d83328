import { type Language } from '@mini-domains/core/adapter'
import { type ListAddress } from '../lists/list-address.js'
import {
  type PlanBlocked,
  type PlanChange,
  type PlanHeader,
  type PlanLine,
  type PlanSummary,
  toldCost,
} from '../plan/plan-line.js'
import { blockWord, sourceWord } from './plan-words.js'
import { visibleText } from './visible-text.js'

// Also what GitHub and GitLab make of text without Markdown: mentions, issues, merge requests. A bare address stays readable: where it
// becomes a link, that leads where it says.
const active = /[\\`*_{}[\]()#!|<>~@&$"'^]/g

const entity = (sign: string): string => `&#${sign.codePointAt(0) ?? 0};`

/**
 * The one function that writes foreign text into Markdown: it shows as it is, on one line, and nothing of it is a link with another name, an
 * image, a mention, a code span, a table border or HTML. What does not show is spelled out, such as `U+202E`; line ends become blanks.
 */
export const markdownText = (text: string): string => visibleText(text.replace(/[\r\n]+/g, ' ').replace(active, entity))

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

/** Lists that a plan treats alike, in one row: what is said of them, the first of them by name, and the least that one has left. */
interface Row {
  readonly address: ListAddress
  readonly said: { readonly what: string; readonly why: string; readonly cost: number | undefined }
  readonly names: Array<string>
  count: number
  left: number | undefined
}

const namedAtMost = 10
const keptRows = 10_000

const saidOf = (line: PlanChange | PlanBlocked, language: Language): Row['said'] =>
  line.line === 'change'
    ? { what: changeText(line), why: whyText(line, language), cost: toldCost(line) }
    : {
        what: `⛔ ${words[language].blocked}: ${blockWord(line.reason)[language]}`,
        why: line.detail[language],
        cost: 0,
      }

const nameOf = ({ address: { app = 'pool' }, name }: PlanChange | PlanBlocked): string =>
  name === undefined ? app : `${name} (${app})`

/** Gathers the rows of a plan; lists that are in none are counted. */
const rowBook = (language: Language) => {
  const rows = new Map<string, Row>()
  let unkept = 0
  return {
    /** The largest first: what does not fit is the rest. */
    rows: (): ReadonlyArray<Row> => [...rows.values()].sort((one, other) => other.count - one.count),
    unkept: (): number => unkept,
    add: (line: PlanChange | PlanBlocked): void => {
      const said = saidOf(line, language)
      const { vendor, list, app } = line.address
      const key = JSON.stringify([vendor, list, app === undefined, said])
      const row = rows.get(key) ?? { address: line.address, said, names: [], count: 0, left: undefined }
      if (row.count === 0) {
        if (rows.size >= keptRows) {
          unkept += 1
          return
        }
        rows.set(key, row)
      }
      row.count += 1
      if (row.names.length < namedAtMost) row.names.push(nameOf(line))
      const left = line.budget?.remaining
      if (line.line === 'change' && left !== undefined) row.left = Math.min(left, row.left ?? left)
    },
  }
}

const rowText = ({ address, said, names, count, left }: Row, language: Language): string => {
  const more = count > names.length ? `, … (${count})` : ''
  const which = `${address.vendor} ${address.list}: ${names.join(', ')}${more}`
  const rest = left === undefined ? '' : ` (${words[language].left} ${left})`
  return row([which, said.what, said.why, `${said.cost ?? '–'}${rest}`])
}

const headText = (header: PlanHeader | undefined, language: Language): string => {
  const { title, from } = words[language]
  const made =
    header === undefined
      ? ''
      : `${cell(header.createdAt)}, ${cell(header.tool.name)} ${cell(header.tool.version)}, ${from} ${cell(header.config.file)}\n\n`
  return `### ${title}\n\n${made}`
}

const totalText = ({ counts }: PlanSummary, language: Language): string => {
  const { apps, change, same, cost, blocked } = words[language]
  const { adds, deletes, modifications } = counts
  const spent = counts.changes > 0 && modifications === 0 ? '' : `, ${modifications} ${cost}`
  return `**${counts.apps} ${apps}** · ${counts.changes} ${change} (+${adds} −${deletes}${spent}) · ${counts.blocked} ${blocked} · ${counts.same} ${same}\n\n`
}

/**
 * Writes a plan as Markdown for a pull request: what it comes to first, then a row for all lists that it treats alike.
 */
export async function* planMarkdown(
  lines: AsyncIterable<PlanLine>,
  { language = 'en', rows = 200 }: MarkdownOptions = {},
): AsyncGenerator<string> {
  const book = rowBook(language)
  let header: PlanHeader | undefined
  let summary: PlanSummary | undefined
  for await (const line of lines) {
    if (line.line === 'header') header = line
    else if (line.line === 'summary') summary = line
    else book.add(line)
  }
  yield headText(header, language)
  if (summary !== undefined) yield totalText(summary, language)
  const { head, more } = words[language]
  yield `${row(head)}|${head.map(() => '---').join('|')}|\n`
  const all = book.rows()
  for (const one of all.slice(0, rows)) yield rowText(one, language)
  const hidden = all.slice(rows).reduce((sum, { count }) => sum + count, 0) + book.unkept()
  if (hidden > 0) yield `\n… ${hidden} ${more}\n`
}
