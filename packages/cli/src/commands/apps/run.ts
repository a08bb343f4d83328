import type { Args } from '../../args/args.js'
import { straySelection } from '../../config/selection.js'
import type { Context } from '../../context.js'
import type { ExitStatus } from '../../output/exit-code.js'
import { bilingual } from '../../output/language.js'
import { problem, reportProblem } from '../../output/problem.js'
import { discoverApps } from './discover.js'
import { listApps } from './list.js'

// What would change nothing is refused: who typed it expects that it does.
const strayOption = (args: Args, isDiscovery: boolean) => {
  if (isDiscovery) return straySelection(args, bilingual('discover', 'discover '))
  const stray = ['out', 'force'].find((name) => args.has(name))
  return stray === undefined
    ? undefined
    : problem('usage', bilingual(`--${stray} goes with discover only`, `--${stray} 仅用于 discover`))
}

/**
 * Lists the apps of the desired state, or discovers those that it does not name yet.
 */
export const apps = async (context: Context): Promise<ExitStatus> => {
  const { args, reporter } = context
  const isDiscovery = args.words[0] === 'discover'
  const stray = strayOption(args, isDiscovery)
  if (stray !== undefined) {
    reportProblem(reporter, stray)
    return 'error'
  }
  return isDiscovery ? discoverApps(context) : listApps(context)
}
