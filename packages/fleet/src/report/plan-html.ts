import { type Bilingual } from '@mini-domains/core'
import { bilingual, counted } from '@mini-domains/core/adapter'
import { type ErrorNote } from '../error/error-note.js'
import {
  type BudgetNote,
  type PlanBlocked,
  type PlanChange,
  type PlanCounts,
  type PlanHeader,
  type PlanLine,
  type PlanSummary,
  type Usage,
} from '../plan/plan-line.js'
import { pageGroup, saidLines } from './group-html.js'
import { blockedGroup, changeGroup } from './group-words.js'
import { type PageList, entryText, pageOf, rowWriter } from './page.js'
import {
  type PageCount,
  type PageDomain,
  type PageEnd,
  type PageFacts,
  type PageHead,
  type PageLine,
} from './page-data.js'
import { planTotal, sourceWord } from './plan-words.js'

/**
 * How a plan is written as a page.
 */
export interface HtmlOptions {
  /** Lists in the page, at most; the rest is counted, and the page says so. Default 300,000, which a browser still scrolls and searches. */
  readonly rows?: number
}

const blocked = bilingual('blocked', '受阻')

const headOf = ({ createdAt, config, adapters }: PlanHeader): PageHead => ({
  entry: 'head',
  title: bilingual('Plan of mini-domains', 'mini-domains 变更计划'),
  at: createdAt,
  from: [config.file, ...adapters.map(({ adapter, version }) => `${adapter} ${version}`)],
})

const joined = (texts: ReadonlyArray<Bilingual>): Bilingual =>
  bilingual(texts.map(({ en }) => en).join(' · '), texts.map(({ zh }) => zh).join(' · '))

const budgetLine = (cost: number, { spent, remaining, limit }: BudgetNote): PageLine => ({
  text: joined([
    ...(cost === 0 ? [] : [bilingual(`modifications ${cost}`, `消耗修改次数 ${cost}`)]),
    bilingual(`spent this month ${spent}`, `本月已用 ${spent}`),
    ...(remaining === undefined ? [] : [bilingual(`left ${remaining}`, `剩余 ${remaining}`)]),
    ...(limit === undefined ? [] : [bilingual(`limit ${limit}`, `上限 ${limit}`)]),
  ]),
})

const usageLines = ({ host, usedBy, stillUsedBy, sample }: Usage, unread: number): ReadonlyArray<PageLine> => [
  {
    text: joined([
      bilingual(host, host),
      bilingual(`used by ${counted(usedBy, 'app')} now`, `${usedBy} 个小程序正在使用`),
      bilingual(`${stillUsedBy} still after the plan`, `${stillUsedBy} 个在计划后仍在使用`),
      ...(unread === 0
        ? []
        : [
            bilingual(
              `${counted(unread, 'app')} could not be read and may use it`,
              `${unread} 个小程序读取失败，可能也在使用`,
            ),
          ]),
    ]),
    ...(stillUsedBy > 0 || unread > 0 ? { tone: 'bad' as const } : {}),
  },
  ...(sample.length === 0 ? [] : [{ text: bilingual(sample.join(', '), sample.join('、')) }]),
]

const domainOf = (reason: PlanChange['reasons'][number]): PageDomain => {
  const { kind, domain, intent, at } = reason
  const word = sourceWord(reason)
  const [before, after] = [`${kind} · `, at === undefined ? '' : ` · ${at}`]
  return {
    sign: intent === 'present' ? '+' : '-',
    domain,
    note: bilingual(before + word.en + after, before + word.zh + after),
  }
}

const factsOf = (line: PlanChange | PlanBlocked): PageFacts => {
  const { address, budget, reasons = [] } = line
  const blast = line.line === 'change' ? line.blast : undefined
  return {
    list: address.list,
    ...(budget?.remaining === undefined ? {} : { left: budget.remaining }),
    lines: [
      ...(line.line === 'blocked' && line.error !== undefined ? [{ text: line.detail }] : []),
      ...(budget === undefined || budget.modifications === 'uncounted'
        ? []
        : [budgetLine(line.line === 'change' ? line.cost : 0, budget)]),
      ...(blast?.hosts ?? []).flatMap((host) => usageLines(host, blast?.unread ?? 0)),
    ],
    domains: reasons.map(domainOf),
  }
}

const linesOf = (error: ErrorNote | undefined): Pick<PageList, 'lines'> => {
  const lines = saidLines(error ?? {})
  return lines.length === 0 ? {} : { lines }
}

const listOf = (line: PlanChange | PlanBlocked): PageList => ({
  ...(line.address.app === undefined ? {} : { app: line.address.app }),
  ...(line.name === undefined ? {} : { name: line.name }),
  group: line.line === 'change' ? pageGroup(changeGroup(line)) : { ...pageGroup(blockedGroup(line)), family: blocked },
  facts: factsOf(line),
  ...(line.line === 'blocked' ? linesOf(line.error) : {}),
})

const listCounts = ({ same, changes, blocked: held }: PlanCounts): ReadonlyArray<PageCount> => [
  { word: bilingual('to change', '待修改'), count: changes, tone: 'caution' },
  { word: blocked, count: held, tone: 'stop' },
  { word: bilingual('in sync', '一致'), count: same },
]

const countsOf = (counts: PlanCounts): ReadonlyArray<PageCount> => [
  { word: bilingual('apps', '小程序'), count: counts.apps },
  { word: bilingual('lists', '列表'), count: counts.lists },
  ...listCounts(counts),
  { word: bilingual('domains added', '新增域名'), count: counts.adds, tone: 'good' },
  { word: bilingual('domains removed', '移除域名'), count: counts.deletes, tone: 'bad' },
  { word: bilingual('modifications', '修改次数'), count: counts.modifications },
]

const endOf = ({ counts, vendors }: PlanSummary, unlisted: number): PageEnd => ({
  entry: 'end',
  total: planTotal(counts),
  counts: countsOf(counts),
  vendors: Object.entries(vendors).map(([name, of]) => ({ name, counts: listCounts(of) })),
  unlisted,
})

async function* entries(lines: AsyncIterable<PlanLine>, most: number): AsyncGenerator<string> {
  const rowOf = rowWriter()
  let lists = 0
  for await (const line of lines) {
    switch (line.line) {
      case 'header':
        yield entryText(headOf(line))
        break
      case 'change':
      case 'blocked':
        lists += 1
        if (lists <= most) yield rowOf(listOf(line))
        break
      case 'summary':
        yield entryText(endOf(line, Math.max(0, lists - most)))
    }
  }
}

/**
 * Writes a plan as one page that needs no network: what it comes to, each change once with the apps that it is for, a search, filters, and
 * the reasons of each change, in English and Chinese. Piece by piece.
 */
export const planHtml = (
  lines: AsyncIterable<PlanLine>,
  { rows = 300_000 }: HtmlOptions = {},
): AsyncGenerator<string> => pageOf(entries(lines, rows))
