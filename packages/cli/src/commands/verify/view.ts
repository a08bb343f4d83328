import {
  type Deviation,
  type FleetState,
  type VerifyFinding,
  type VerifyLine,
  type VerifySummary,
  noteMessage,
  fleetStates,
  stateWord,
} from '@mini-domains/fleet'
import type { ExitStatus } from '../../output/exit-code.js'
import { bilingual } from '../../output/language.js'
import { titleOf } from '../../output/listing.js'
import { problem, reportProblem } from '../../output/problem.js'
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

const paintState = ({ paint, say }: Reporter, state: FleetState): string => {
  const text = say(stateWord(state))
  switch (state) {
    case 'in-sync':
      return paint.green(text)
    case 'drift':
    case 'unreadable':
      return paint.red(text)
    case 'blocked':
    case 'merchant-must-authorise':
      return paint.yellow(text)
    case 'awaiting-release':
    case 'frozen':
      return paint.dim(text)
  }
}

const showFinding = (reporter: Reporter, found: VerifyFinding): void => {
  // A row that is no app belongs to no vendor; what is said of it tells where it stands.
  if (found.address.vendor === '') return reporter.line(reporter.paint.yellow(reporter.say(found.hint)))
  reporter.line(
    `${reporter.paint.bold(titleOf(found.address, reporter, found.name))}  ${paintState(reporter, found.state)}`,
  )
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

const showSummary = (reporter: Reporter, { apps, lists, states, effectiveUnknown }: VerifySummary): void => {
  const columns = [
    [bilingual('apps', '小程序'), apps],
    [bilingual('lists', '列表'), lists],
    ...[...fleetStates].reverse().map((state) => [stateWord(state), states[state]] as const),
    [bilingual('live unknown', '无法查询是否生效'), effectiveUnknown],
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

const nothingLookedAt = problem(
  'empty',
  bilingual('nothing was looked at', '没有查看任何列表'),
  bilingual(
    'The config asks nothing of any list: give it apps, and a profile for them.',
    '配置对任何列表都没有要求：请填写小程序及其方案。',
  ),
)

const nothingReadable = problem(
  'unread',
  bilingual('no list could be looked at', '没有任何列表可以读取'),
  bilingual('Fix what is said above, then verify again.', '请按上述提示处理后重新核对。'),
)

/**
 * How a verification ended, by the status of its alarms. Where nothing could be looked at, nothing is known to be right.
 */
export const verifyStatus = (reporter: Reporter, summary: VerifySummary, alarms: ExitStatus): ExitStatus => {
  const { lists, wrongRows, states } = summary
  if (lists === 0) {
    if (wrongRows > 0) return 'error'
    reportProblem(reporter, nothingLookedAt)
    return 'empty'
  }
  if (states.unreadable + states['merchant-must-authorise'] < lists) return alarms
  reportProblem(reporter, nothingReadable)
  return 'partial'
}
