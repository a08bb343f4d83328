import {
  type Explanation,
  type ListExplanation,
  type NextStep,
  noteMessage,
  sourceWord,
  stateWord,
  listWord,
} from '@mini-domains/fleet'
import type { Bilingual } from '@mini-domains/core'
import { bilingual } from '../../output/language.js'
import { actorWord } from '../../output/problem.js'
import type { Reporter } from '../../output/reporter.js'
import { type Cell, factsOf } from '../../output/table.js'

const yes = bilingual('yes', '是')
const no = bilingual('no', '否')
const untold = bilingual('cannot be told', '无法得知')

const desiredText = ({ say }: Reporter, { desired }: ListExplanation): ReadonlyArray<string> =>
  desired.length === 0
    ? [say(no)]
    : desired.map((one) => {
        const source = say(sourceWord(one))
        return `${one.kind}  ${source}${one.at === undefined ? '' : `  ${one.at}`}`
      })

const poolText = ({ say }: Reporter, { pool, poolHint }: ListExplanation): string => {
  if (pool === undefined) return poolHint === undefined ? say(untold) : `${say(untold)}  ${say(poolHint)}`
  return pool === null ? say(no) : `${say(yes)}  ${pool}`
}

const kindsText = ({ say }: Reporter, kinds: ReadonlyArray<string> | undefined, otherwise: Bilingual): string => {
  if (kinds === undefined) return say(otherwise)
  return kinds.length === 0 ? say(no) : `${say(yes)}  ${kinds.join(', ')}`
}

const authorisationText = ({ say }: Reporter, { error }: ListExplanation): string => {
  if (error === undefined) return say(bilingual('in order', '正常'))
  return error.tag === 'AuthorizationLost'
    ? say(bilingual('lost', '已失效'))
    : `${error.tag}: ${say(noteMessage(error))}`
}

const showList = (reporter: Reporter, list: ListExplanation): void => {
  const { say } = reporter
  reporter.line(reporter.paint.bold(say(listWord(list.list))))
  const left = list.remaining === undefined ? say(untold) : String(list.remaining)
  const facts: ReadonlyArray<readonly [string, Cell]> = [
    [say(bilingual('desired', '期望')), desiredText(reporter, list)],
    ...(list.poolRequired ? [[say(bilingual('in the pool', '平台域名池')), poolText(reporter, list)] as const] : []),
    [say(bilingual('authorisation', '授权')), authorisationText(reporter, list)],
    [say(bilingual('configured', '已配置')), kindsText(reporter, list.configured, untold)],
    [say(bilingual('live', '已生效')), kindsText(reporter, list.effective, untold)],
    ...(list.modifications === 'uncounted' ? [] : [[say(bilingual('left this month', '本月剩余次数')), left] as const]),
  ]
  reporter.lines(factsOf(facts, reporter.columns))
}

const standWord = (state: NextStep['state']): Bilingual =>
  state === 'not-desired' ? bilingual('not desired', '不在期望状态中') : stateWord(state)

/**
 * Shows how a host stands in an app, and the step that comes next.
 */
export const showExplanation = (reporter: Reporter, explanation: Explanation, next: NextStep): void => {
  const { say, paint } = reporter
  const { host, vendor, app, name, at, lists } = explanation
  reporter.event({ event: 'fact', name: 'explanation', value: { ...explanation, ...next } })
  const title = [vendor, app, ...(name === undefined ? [] : [name]), host].join(' · ')
  reporter.line(`${paint.bold(title)}  ${paint.yellow(say(standWord(next.state)))}`)
  reporter.line(at === undefined ? say(bilingual('not in the config', '不在配置中')) : paint.dim(at))
  for (const list of lists) showList(reporter, list)
  const who = actorWord(next.actor)
  reporter.line(say(bilingual(`next step (${who.en}): ${next.step.en}`, `下一步（${who.zh}）：${next.step.zh}`)))
}
