import { type PlanBlocked, type PlanSummary, blockWord, noteMessage } from '@mini-domains/fleet'
import { bilingual } from '../../output/language.js'
import { titleOf } from '../../output/listing.js'
import { tableOf } from '../../output/table.js'
import type { Reporter } from '../../output/reporter.js'

/**
 * Shows a list that differs and cannot be changed, and why.
 */
export const showBlocked = (reporter: Reporter, { address, name, reason, detail, error }: PlanBlocked): void => {
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
  const { apps, lists, same, changes, blocked, adds, deletes, modifications } = counts
  reporter.line(
    reporter.paint.bold(
      reporter.say(
        bilingual(
          `${apps} apps, ${lists} lists: ${changes} to change (+${adds} -${deletes} domains, ${modifications} modifications), ${blocked} blocked, ${same} in sync`,
          `${apps} 个小程序、${lists} 个列表：待修改 ${changes} 个（域名 +${adds} -${deletes}，修改 ${modifications} 次），受阻 ${blocked} 个，一致 ${same} 个`,
        ),
      ),
    ),
  )
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
