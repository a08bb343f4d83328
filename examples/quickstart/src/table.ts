import { type DomainSet, type Kind, type Outcome, type ServerKind, type WebviewKind } from '@mini-domains/core'
import { type Language } from '@mini-domains/core/adapter'
import Table from 'cli-table3'
import colors from 'picocolors'
import { type Report } from './program.js'
import { spending, verdictOf, words } from './words.js'

type AnyOutcome = Outcome<ServerKind | WebviewKind>

const style = { head: [], border: [] }

const listTable = <K extends Kind>(set: DomainSet<K>, language: Language): string => {
  const table = new Table({ head: [words.kind[language], words.domains[language]], style })
  for (const [kind, domains] of Object.entries<ReadonlyArray<string> | undefined>(set)) {
    table.push([kind, domains === undefined || domains.length === 0 ? words.none[language] : domains.join('\n')])
  }
  return table.toString()
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

const footer = (outcome: AnyOutcome, language: Language): string => {
  const spent = `${words.modification[language]}: ${spending(outcome, language)}`
  if (outcome.vendorCode === undefined) return colors.dim(spent)
  return colors.dim(`${spent}\n${words.vendorSaid[language]}: ${outcome.vendorCode} ${outcome.vendorMessage ?? ''}`)
}

const outcomeTable = (outcome: AnyOutcome, language: Language): string => {
  const head = [words.kind, words.domain, words.result, words.why].map((word) => word[language])
  const table = new Table({ head, style, colWidths: [null, null, null, 48], wordWrap: true })
  for (const item of outcome.items) {
    const why = item.verdict === 'rejected' ? `${item.rejection.reason}: ${item.rejection.hint[language]}` : ''
    table.push([item.kind, item.domain, paint(item.verdict, verdictOf(item, language)), why])
  }
  return `${table.toString()}\n${footer(outcome, language)}`
}

/**
 * Lays out a report for people: the lists before, each change with what became of each domain, the lists after.
 */
export const reportTables = (vendor: string, report: Report, language: Language): string => {
  const heading = (word: { readonly en: string; readonly zh: string }): string => `\n${colors.bold(word[language])}`
  return [
    `\n${colors.inverse(` ${vendor} `)}`,
    heading(words.pool),
    outcomeTable(report.pool, language),
    heading(words.serverBefore),
    listTable(report.serverBefore.domains, language),
    heading(words.serverAdded),
    outcomeTable(report.serverAdded, language),
    heading(words.serverStranger),
    outcomeTable(report.serverStranger, language),
    heading(words.serverSet),
    outcomeTable(report.serverSet, language),
    heading(words.serverAfter),
    listTable(report.serverAfter.domains, language),
    heading(words.webviewBefore),
    listTable(report.webviewBefore.domains, language),
    heading(words.webviewAdded),
    outcomeTable(report.webviewAdded, language),
    heading(words.webviewAfter),
    listTable(report.webviewAfter.domains, language),
  ].join('\n')
}
