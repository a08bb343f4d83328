import type { Context } from '../context.js'
import type { ExitStatus } from '../output/exit-code.js'
import { bilingual } from '../output/language.js'
import { problem, reportProblem } from '../output/problem.js'

const noTerminal = problem(
  'unsafe',
  bilingual('there is no terminal to confirm at', '当前不是终端，无法确认'),
  bilingual('Look at the change above and add --yes.', '请确认上述变更后加上 --yes。'),
)

const yes = /^(?:y|yes|是|好)$/i

/**
 * Asks whether to go on. Gives nothing where the answer is yes, else how the command ends.
 */
export const confirm = async ({ args, io, reporter, stop }: Context): Promise<ExitStatus | undefined> => {
  if (args.has('yes')) return undefined
  if (!io.input.isTerminal || reporter.isJson) {
    reportProblem(reporter, noTerminal)
    return 'unsafe'
  }
  const answer = await io.input.ask(`${reporter.say(bilingual('Go on?', '是否继续？'))} [y/N] `, stop)
  if (answer !== undefined && yes.test(answer.trim())) return undefined
  reporter.note(reporter.say(bilingual('nothing was changed', '未做任何修改')))
  return 'cancelled'
}
