import { type DomainSet, type Kind, type Outcome, type ServerKind, type WebviewKind } from '@mini-domains/core'
import { type Language, spentNothing, spentTogether } from '@mini-domains/core/adapter'
import Table from 'cli-table3'
import colors from 'picocolors'
import { type Report } from './program.js'
import { type VendorReport } from './run.js'
import { spending, verdictOf, words } from './words.js'

type AnyOutcome = Outcome<ServerKind | WebviewKind>

// What a row says, and what is to be said of it below the table.
interface Row {
  readonly kind: Kind | ''
  readonly domain: string
  readonly result: string
  readonly note?: string
}

const paint = (verdict: AnyOutcome['items'][number]['verdict'], text: string): string => {
  switch (verdict) {
    case 'accepted':
      return colors.green(text)
    case 'already':
      return colors.dim(text)
    case 'rejected':
      return colors.red(text)
  }
}

const outcomeRows = ({ items, vendorCode }: AnyOutcome, language: Language): ReadonlyArray<Row> =>
  items.map((item) => {
    const row = { kind: item.kind, domain: item.domain, result: paint(item.verdict, verdictOf(item, language)) }
    if (item.verdict !== 'rejected') return row
    const code = vendorCode === undefined ? '' : ` (${vendorCode})`
    return { ...row, note: `${item.rejection.reason}${code}${words.colon[language]}${item.rejection.hint[language]}` }
  })

const poolRows = (pool: Report['pool'], language: Language): ReadonlyArray<Row> =>
  'why' in pool
    ? pool.hosts.map((domain) => ({
        kind: '',
        domain,
        result: colors.yellow(words.noCall[language]),
        note: pool.why[language],
      }))
    : outcomeRows(pool, language)

const outcomesOf = ({ pool, serverAdded, serverStranger, serverSet, webviewAdded }: Report) => [
  ...('why' in pool ? [] : [pool]),
  serverAdded,
  serverStranger,
  serverSet,
  webviewAdded,
]

const widest = /(.{1,60})(?: +|$)/g

// English is broken between words. Chinese may break anywhere, which a terminal does by itself.
const wrapped = (text: string, language: Language): string =>
  language === 'zh' ? text : text.replace(widest, '$1\n').trimEnd()

const countOf = (set: DomainSet<ServerKind> | DomainSet<WebviewKind>): number =>
  Object.values<ReadonlyArray<string>>(set).flat().length

const footer = ({ report, server }: VendorReport, language: Language): ReadonlyArray<string> => [
  `${words.listed[language]}${words.colon[language]}${countOf(report.serverAfter.domains) + countOf(report.webviewAfter.domains)}`,
  ...(server.modifications === 'uncounted'
    ? []
    : [
        `${words.modifications[language]}${words.colon[language]}${spending(outcomesOf(report).reduce(spentTogether, spentNothing), language)}`,
      ]),
  ...(server.writes === 'whole-list' ? [words.wholeList[language]] : []),
]

/**
 * Lays the report of a vendor out for people, in a table of at most 60 columns: each change, what became of each domain, and below why.
 */
export const reportTable = (vendorReport: VendorReport, language: Language): string => {
  const { displayName, app, report } = vendorReport
  const steps = [
    { word: words.pool, rows: poolRows(report.pool, language) },
    { word: words.serverAdded, rows: outcomeRows(report.serverAdded, language) },
    { word: words.serverStranger, rows: outcomeRows(report.serverStranger, language) },
    { word: words.serverSet, rows: outcomeRows(report.serverSet, language) },
    { word: words.webviewAdded, rows: outcomeRows(report.webviewAdded, language) },
  ]
  const notes = [...new Set(steps.flatMap(({ rows }) => rows.flatMap(({ note }) => note ?? [])))]
  const head = [words.kind, words.domain, words.result].map((word) => word[language])
  const table = new Table({ head, style: { head: [], border: [], compact: true } })
  for (const { word, rows } of steps) {
    table.push([{ content: colors.bold(word[language]), colSpan: 3 }])
    for (const { kind, domain, result, note } of rows) {
      table.push([kind, domain, note === undefined ? result : `${result} [${notes.indexOf(note) + 1}]`])
    }
  }
  return [
    `\n${colors.inverse(` ${displayName[language]} · ${app} `)}`,
    table.toString(),
    ...notes.map((note, at) => wrapped(`[${at + 1}] ${note}`, language)),
    ...footer(vendorReport, language).map((line) => colors.dim(wrapped(line, language))),
  ].join('\n')
}
