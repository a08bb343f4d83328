import {
  type PlanBlocked,
  type PlanLine,
  type PlanSummary,
  blockWord,
  blockedGroup,
  changeGroup,
  groupBook,
  matchPlanLine,
  noteMessage,
  planTotal,
} from '@mini-domains/fleet'
import type { Context } from '../../context.js'
import type { ExitStatus } from '../../output/exit-code.js'
import { showGroups } from '../../output/group-view.js'
import { bilingual } from '../../output/language.js'
import { titleOf } from '../../output/listing.js'
import { nothingDesired, reportEmpty } from '../../output/problem.js'
import { isFirst, repeatedRows } from '../../output/repeated-row.js'
import { tableOf } from '../../output/table.js'
import type { Reporter } from '../../output/reporter.js'

/** Shows a list that differs and cannot be changed, and why. */
const showBlocked = (reporter: Reporter, { address, name, reason, detail, error }: PlanBlocked): void => {
  // A row that is no app belongs to no vendor; its detail says where it stands.
  if (address.vendor === '')
    return reporter.line(
      `${reporter.paint.yellow(reporter.say(bilingual(reason, blockWord(reason).zh)))}  ${reporter.say(detail)}`,
    )
  const word = reporter.say(bilingual(reason, blockWord(reason).zh))
  reporter.line(`${reporter.paint.bold(titleOf(address, reporter, name))}  ${reporter.paint.yellow(word)}`)
  reporter.line(`  ${reporter.say(error === undefined ? detail : noteMessage(error))}`)
  if (error !== undefined) reporter.line(`  → ${reporter.say(error.hint)}`)
}

/**
 * Shows in one line what a plan comes to.
 */
export const showTotal = (reporter: Reporter, { counts }: Pick<PlanSummary, 'counts'>): void => {
  reporter.line(reporter.paint.bold(reporter.say(planTotal(counts))))
}

/**
 * Shows what a plan counts, by vendor.
 */
export const showSummary = (reporter: Reporter, { vendors, counts }: PlanSummary): void => {
  const head = [
    bilingual('vendor', '厂商'),
    bilingual('apps', '小程序'),
    bilingual('in sync', '一致'),
    bilingual('changes', '变更'),
    bilingual('+ domains', '+ 域名'),
    bilingual('- domains', '- 域名'),
    bilingual('modifications', '修改次数'),
    bilingual('blocked', '受阻'),
  ].map(reporter.say)
  const row = (name: string, of: PlanSummary['counts']): ReadonlyArray<string> =>
    [name, of.apps, of.same, of.changes, of.adds, of.deletes, of.modifications, of.blocked].map(String)
  const rows = Object.entries(vendors).map(([name, of]) => row(name, of))
  reporter.lines(tableOf(head, rows.length > 1 ? [...rows, row('', counts)] : rows, reporter.columns))
}

/** Where nothing but rows that are no apps was found, nothing was looked at. */
const statusOf = ({ reporter }: Context, { counts, errored }: PlanSummary, wrongRows: number): ExitStatus => {
  if (counts.lists === 0 && wrongRows === 0) return reportEmpty(reporter, nothingDesired)
  if (errored) return wrongRows === counts.lists ? 'error' : 'partial'
  return counts.changes + counts.blocked > 0 ? 'differences' : 'done'
}

/**
 * Gathers the lines of a plan, and shows at the end what it comes to first, then what is to change, each change once.
 */
export const planView = (context: Context) => {
  const { reporter } = context
  const repeated = repeatedRows(reporter)
  const changes = groupBook({ named: 100 })
  const blocked = groupBook({ named: 100 })
  const wrong: Array<PlanBlocked> = []
  let wrongRows = 0
  let summary: PlanSummary | undefined
  const see = matchPlanLine<void>({
    header: () => undefined,
    change: (line) => changes.add(changeGroup(line), line),
    blocked: (line) => {
      if (line.reason !== 'input') return blocked.add(blockedGroup(line), line)
      wrongRows += 1
      if (isFirst(repeated, line.detail.en)) wrong.push(line)
    },
    summary: (line) => {
      summary = line
    },
  })
  return {
    see: (line: PlanLine): void => {
      reporter.event({ event: 'plan', value: line })
      see(line)
    },
    /** How it went, once all is seen; `undefined` where it broke off. */
    end: (): ExitStatus | undefined => {
      if (summary !== undefined) showTotal(reporter, summary)
      showGroups(reporter, 'plan', changes)
      showGroups(reporter, 'plan', blocked)
      for (const line of wrong) showBlocked(reporter, line)
      repeated.end(reporter.line)
      if (summary === undefined) return undefined
      showSummary(reporter, summary)
      return statusOf(context, summary, wrongRows)
    },
  }
}
