import {
  type Deviation,
  type VerifyFinding,
  type VerifyLine,
  type VerifySummary,
  noteMessage,
} from '@mini-domains/fleet'
import type { ExitStatus } from '../../output/exit-code.js'
import { bilingual } from '../../output/language.js'
import { titleOf } from '../../output/listing.js'
import { type RepeatedRows, isFirst } from '../../output/repeated-row.js'
import { tableOf } from '../../output/table.js'
import type { Reporter } from '../../output/reporter.js'

const showDeviation = (reporter: Reporter, state: string, { missing, extra }: Deviation): void => {
  const rows = (sign: string, lists: Deviation['missing']): ReadonlyArray<string> =>
    Object.entries(lists).flatMap(([kind, domains]) => domains.map((domain) => `  ${sign} ${kind} ${domain}`))
  const lines = [...rows(reporter.paint.red('-'), missing), ...rows(reporter.paint.yellow('+'), extra)]
  if (lines.length > 0) reporter.line(`  ${reporter.paint.dim(state)}`)
  for (const line of lines) reporter.line(line)
}

const showFinding = (reporter: Reporter, found: VerifyFinding): void => {
  // A row that is no app belongs to no vendor; what is said of it tells where it stands.
  if (found.address.vendor === '') return reporter.line(reporter.paint.yellow(reporter.say(found.hint)))
  reporter.line(reporter.paint.bold(titleOf(found.address, reporter)))
  if (found.inConfigured !== undefined)
    showDeviation(
      reporter,
      reporter.say(bilingual('configured: - missing, + extra', '已配置：- 缺少，+ 多出')),
      found.inConfigured,
    )
  if (found.inEffective !== undefined)
    showDeviation(
      reporter,
      reporter.say(bilingual('effective: - missing, + extra', '已生效：- 缺少，+ 多出')),
      found.inEffective,
    )
  if (found.error !== undefined) reporter.line(`  ${found.error.tag}: ${reporter.say(noteMessage(found.error))}`)
  reporter.line(`  → ${reporter.say(found.hint)}`)
}

const showSummary = (reporter: Reporter, summary: VerifySummary): void => {
  const columns = [
    [bilingual('apps', '小程序'), summary.apps],
    [bilingual('lists', '列表'), summary.lists],
    [bilingual('same', '一致'), summary.same],
    [bilingual('differ', '不一致'), summary.differing],
    [bilingual('not readable', '无法读取'), summary.unread],
    [bilingual('live unknown', '无法查询是否生效'), summary.effectiveUnknown],
  ] as const
  reporter.lines(
    tableOf(
      columns.map(([word]) => reporter.say(word)),
      [columns.map(([, count]) => String(count))],
      reporter.columns,
    ),
  )
}

/**
 * Shows one line of a verification.
 */
export const showVerified = (reporter: Reporter, repeated: RepeatedRows, line: VerifyLine): void => {
  reporter.event({ event: 'verify', value: { ...line } })
  switch (line.line) {
    case 'finding':
      return line.error !== undefined || isFirst(repeated, line.hint.en) ? showFinding(reporter, line) : undefined
    case 'summary':
      repeated.end(reporter.line)
      return showSummary(reporter, line)
  }
}

/**
 * How a verification ended.
 */
export const verifyStatus = (summary: VerifySummary): ExitStatus => {
  // Where nothing but rows that are no apps was found, nothing was looked at.
  if (summary.errored) return summary.lists === 0 ? 'error' : 'partial'
  return summary.differences ? 'differences' : 'done'
}
