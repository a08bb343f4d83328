import type { Task } from '../args/command.js'
import type { Ending } from '../output/exit-code.js'
import { bilingual } from '../output/language.js'
import { problem, tellProblem } from '../output/problem.js'

const noTerminal = problem(
  'unsafe',
  bilingual('nobody is there to say yes', '当前不是终端，无法确认'),
  bilingual('Look at the change above and add --yes.', '请确认上述变更后加上 --yes。'),
)

const yes = /^(?:y|yes|是|好)$/i

/**
 * Asks whether to go on. Gives nothing where the answer is yes, else how the command ends.
 */
export const consent = async ({ given, surroundings, voice, stop }: Task): Promise<Ending | undefined> => {
  if (given.has('yes')) return undefined
  if (!surroundings.input.isTerminal || voice.isJson) {
    tellProblem(voice, noTerminal)
    return 'unsafe'
  }
  const answer = await surroundings.input.ask(`${voice.in(bilingual('Go on?', '是否继续？'))} [y/N] `, stop)
  if (answer !== undefined && yes.test(answer.trim())) return undefined
  voice.note(voice.in(bilingual('nothing was changed', '未做任何修改')))
  return 'cancelled'
}
