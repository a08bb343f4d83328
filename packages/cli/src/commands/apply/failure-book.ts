import { type ApplyEvent, itemGroup } from '@mini-domains/fleet'
import type { ExitStatus } from '../../output/exit-code.js'
import type { Context } from '../../context.js'
import { reportBook } from '../../output/group-report.js'
import { showGroups } from '../../output/group-view.js'
import { bilingual } from '../../output/language.js'
import { problem, reportProblem } from '../../output/problem.js'
import type { Reporter } from '../../output/reporter.js'

/**
 * Gathers what an apply fails at, by cause and by who must act.
 */
export const failureBook = (context: Context) => {
  const book = reportBook(context)
  let tried = 0
  return {
    book,
    /** How many changes were tried. */
    tried: (): number => tried,
    see: (event: ApplyEvent): void => {
      if (event.event !== 'item') return
      tried += 1
      const group = itemGroup(event)
      if (group !== undefined) book.add(group, event)
    },
    /** Shows what failed, each cause once. */
    show: (reporter: Reporter): void => showGroups(reporter, 'apply', book),
  }
}

/**
 * Tells that no change of a plan failed in an earlier run, where only such were asked for.
 */
export const nothingFailed = (reporter: Reporter, last: ApplyEvent | undefined): ExitStatus => {
  if (last?.event !== 'finished') return 'error'
  if (last.complete) return 'done'
  reportProblem(
    reporter,
    problem(
      'empty',
      bilingual('no change of this plan has failed in an earlier run', '此前的运行中没有失败的变更'),
      bilingual('Run it without --only-failed to do the rest.', '请不带 --only-failed 运行，以执行其余变更。'),
    ),
  )
  return 'empty'
}
