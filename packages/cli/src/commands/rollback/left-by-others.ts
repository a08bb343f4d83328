import type { Store } from '@mini-domains/core/adapter'
import { type HistoryRecord, journalOf, runHistory } from '@mini-domains/fleet'
import * as E from 'fp-ts/lib/Either.js'
import { bilingual } from '../../output/language.js'
import { problem, reportWarning } from '../../output/problem.js'
import type { Reporter } from '../../output/reporter.js'

const lookedAt = 200
const namedAtMost = 10

/** How many changes of a run were found done when it came to them: somebody else wrote those. */
const foundDone = async (store: Store, plan: string): Promise<number> => {
  let count = 0
  for await (const change of journalOf(store, plan))
    if (E.isRight(change) && change.right.status === 'already') count += 1
  return count
}

const wroteAny = ({ counts }: HistoryRecord): boolean =>
  counts === undefined || ['done', 'partial', 'unknown'].some((name) => (counts[name] ?? 0) > 0)

const overlap = (one: HistoryRecord, other: HistoryRecord): boolean =>
  one.startedAt <= (other.endedAt ?? Infinity) && other.startedAt <= (one.endedAt ?? Infinity)

/** The runs of other plans that were under way while this one was, of the newest that are kept. */
const beside = async (store: Store, run: HistoryRecord): Promise<ReadonlyArray<string>> => {
  const kept = await runHistory(store, { limit: lookedAt })
  if (E.isLeft(kept)) return []
  return kept.right.flatMap(({ run: other }) =>
    E.isRight(other) && other.right.plan !== run.plan && wroteAny(other.right) && overlap(run, other.right)
      ? [other.right.run]
      : [],
  )
}

/**
 * Tells what a way back does not cover: what others wrote while the run was under way, or before it came to it.
 */
export const tellLeftByOthers = async (reporter: Reporter, store: Store, run: HistoryRecord): Promise<void> => {
  const found = await foundDone(store, run.plan)
  const others = await beside(store, run)
  if (found + others.length === 0) return
  reporter.event({ event: 'fact', name: 'left-by-others', value: { run: run.run, foundDone: found, runs: others } })
  const names = `${others.slice(0, namedAtMost).join(', ')}${others.length > namedAtMost ? ', …' : ''}`
  const already = bilingual(
    found === 0 ? '' : `; ${found} of its changes were found done already, by another run or by hand`,
    found === 0 ? '' : `；其中 ${found} 项变更在执行前已由其他运行或人工完成`,
  )
  const message = bilingual(
    `this takes back only what run ${run.run} wrote${already.en}`,
    `仅撤回运行 ${run.run} 自身写入的内容${already.zh}`,
  )
  const hint =
    others.length === 0
      ? bilingual(
          'What others wrote stays. Find their run with mini-domains history and show, apply this plan, then take theirs back too.',
          '他人写入的内容保留不动。请用 mini-domains history 与 show 找到对应运行，执行本计划后再撤回该运行。',
        )
      : bilingual(
          `Other runs were under way meanwhile: ${names}. What they wrote stays. Look with mini-domains show; apply this plan, then take theirs back with mini-domains rollback.`,
          `同一时段还有其他运行：${names}。它们写入的内容保留不动。请用 mini-domains show 查看；执行本计划后，再用 mini-domains rollback 撤回它们。`,
        )
  reportWarning(reporter, problem('rollback', message, hint))
}
