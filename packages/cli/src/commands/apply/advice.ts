import { type ApplyEvent, itemGroup } from '@mini-domains/fleet'
import type { Bilingual } from '@mini-domains/core'
import type { ExitStatus } from '../../output/exit-code.js'
import { bilingual } from '../../output/language.js'

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
 * What to do after an apply, found out from its events.
 */
export interface ApplyAdvice {
  readonly see: (event: ApplyEvent) => void
  /** Once the last event was seen; nothing where all is done. */
  readonly next: (status: ExitStatus) => Bilingual | undefined
}

/**
 * Starts without an event.
 */
export const applyAdvice = (): ApplyAdvice => {
  let hasFailed = false
  let mayHelp = false
  return {
    see: (event) => {
      if (event.event === 'finished') mayHelp ||= event.counts.skipped > 0
      if (event.event !== 'item' || itemGroup(event) === undefined) return
      const { status, error } = event
      hasFailed = true
      mayHelp ||= status === 'unknown' || (error !== undefined && helpsAgain(error.retry))
    },
    next: (status) => {
      if (status === 'stale') return advice.replan
      if (status === 'cancelled') return advice.again
      if (hasFailed) return mayHelp ? advice.again : advice.act
      return status === 'partial' ? advice.again : undefined
    },
  }
}
