import {
  type FleetState,
  type StateCounts,
  type VerifyFinding,
  type VerifyLine,
  type VerifySummary,
  findingGroup,
  fleetStates,
  stateWord,
} from '@mini-domains/fleet'
import type { Bilingual } from '@mini-domains/core'
import { counted } from '@mini-domains/core/adapter'
import type { ExitStatus } from '../../output/exit-code.js'
import type { Context } from '../../context.js'
import { reportBook } from '../../output/group-report.js'
import { showGroups } from '../../output/group-view.js'
import { bilingual } from '../../output/language.js'
import { nothingDesired, problem, reportEmpty, reportProblem } from '../../output/problem.js'
import { isFirst, repeatedRows } from '../../output/repeated-row.js'
import { countTable } from '../../output/table.js'
import type { Reporter } from '../../output/reporter.js'

const stateList = (counts: StateCounts, language: keyof Bilingual): string =>
  [...fleetStates]
    .reverse()
    .flatMap((state) => (counts[state] === 0 ? [] : [`${counts[state]} ${stateWord(state)[language]}`]))
    .join(language === 'en' ? ', ' : '，')

/**
 * What a verification came to, in one line.
 */
export const verifyTotal = ({ apps, lists, appStates, states }: VerifySummary): Bilingual =>
  apps === 0
    ? bilingual(`${counted(lists, 'list')}: ${stateList(states, 'en')}`, `${lists} 个列表：${stateList(states, 'zh')}`)
    : bilingual(
        `${counted(apps, 'app')}: ${stateList(appStates, 'en')}`,
        `${apps} 个小程序：${stateList(appStates, 'zh')}`,
      )

const showSummary = (reporter: Reporter, { lists, states, effectiveUnknown }: VerifySummary): void => {
  const columns: ReadonlyArray<readonly [Bilingual, number]> = [
    [bilingual('lists', '列表'), lists],
    ...[...fleetStates].reverse().map((state: FleetState) => [stateWord(state), states[state]] as const),
    [bilingual('live unknown', '无法查询是否生效'), effectiveUnknown],
  ]
  reporter.lines(
    countTable(
      columns.map(([word, count]) => [reporter.say(word), count]),
      reporter.columns,
    ),
  )
}

/**
 * Gathers the lines of a verification, and shows at the end what it came to first, then what differs, each difference once.
 */
export const verifyView = (context: Context) => {
  const { reporter } = context
  const repeated = repeatedRows(reporter)
  const book = reportBook(context)
  const wrong: Array<VerifyFinding> = []
  const finding = (found: VerifyFinding): void => {
    // What is wrong with a row tells where it stands; of an app that is none, or of a vendor or a profile that is not there.
    const isOfRow = found.blockedBy === undefined && found.state === 'unreadable'
    if (!isOfRow) book.add(findingGroup(found), found)
    else if (isFirst(repeated, found.hint.en)) wrong.push(found)
  }
  return {
    book,
    see: (line: VerifyLine): void => {
      reporter.event({ event: 'verify', value: { ...line } })
      if (line.line === 'finding') finding(line)
    },
    /** Shows what was gathered; without a summary, what was found before it was stopped. */
    end: (summary: VerifySummary | undefined): void => {
      if (summary !== undefined && summary.lists > 0)
        reporter.line(reporter.paint.bold(reporter.say(verifyTotal(summary))))
      showGroups(reporter, 'verify', book)
      for (const { hint } of wrong) reporter.line(reporter.paint.yellow(reporter.say(hint)))
      repeated.end(reporter.line)
      if (summary !== undefined) showSummary(reporter, summary)
    },
  }
}

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
    return reportEmpty(reporter, nothingDesired)
  }
  if (states.unreadable + states['merchant-must-authorise'] < lists) return alarms
  reportProblem(reporter, nothingReadable)
  return 'partial'
}
