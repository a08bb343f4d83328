import { type ApplyEvent, itemGroup } from '@mini-domains/fleet'
import type { ExitStatus } from '../../output/exit-code.js'
import type { Context } from '../../context.js'
import { reportBook } from '../../output/group-report.js'
import { showGroups } from '../../output/group-view.js'
import { bilingual } from '../../output/language.js'
import { problem, reportProblem } from '../../output/problem.js'
import type { Reporter } from '../../output/reporter.js'

const advice = {
  again: bilingual('Run the same command again to go on.', '再次运行同一命令即可续跑。'),
  replan: bilingual('Make a new plan for what has moved.', '请为有变动的部分重新生成计划。'),
  act: bilingual(
    'Running it again does not help before those named above have acted; then run it with --only-failed.',
    '在上述各方处理之前，重新运行没有作用；处理之后请加 --only-failed 运行。',
  ),
}

// Of such errors the next run may know better.
const helpsAgain = (retry: string): boolean => retry === 'later' || retry === 'after-read'

/**
 * Gathers what an apply fails at, by cause and by who must act.
 */
export const failureBook = (context: Context) => {
  const book = reportBook(context)
  let tried = 0
  let mayHelp = false
  return {
    book,
    /** How many changes were tried. */
    tried: (): number => tried,
    see: (event: ApplyEvent): void => {
      if (event.event !== 'item') return
      tried += 1
      const group = itemGroup(event)
      if (group === undefined) return
      book.add(group, event)
      const { status, error } = event
      mayHelp ||= status === 'unknown' || (error !== undefined && helpsAgain(error.retry))
    },
    /** Shows what failed, each cause once. */
    show: (reporter: Reporter, last: ApplyEvent | undefined): void => {
      if (last?.event === 'finished' && last.counts.skipped > 0) mayHelp = true
      showGroups(reporter, 'apply', book)
    },
    /** Says what to do next. */
    advise: (reporter: Reporter, status: ExitStatus): void => {
      if (status === 'stale') reporter.note(reporter.say(advice.replan))
      else if (status === 'cancelled') reporter.note(reporter.say(advice.again))
      else if (book.groups().length > 0) reporter.note(reporter.say(mayHelp ? advice.again : advice.act))
      else if (status === 'partial') reporter.note(reporter.say(advice.again))
    },
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
