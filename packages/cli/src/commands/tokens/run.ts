import type { Selection } from '@mini-domains/fleet'
import * as E from 'fp-ts/lib/Either.js'
import { appTargets } from '../../config/app-target.js'
import type { ConfigFile } from '../../config/config-file.js'
import { straySelection, withSelection } from '../../config/selection.js'
import { withConfig } from '../../config/session.js'
import type { Context } from '../../context.js'
import type { ExitStatus } from '../../output/exit-code.js'
import { bilingual } from '../../output/language.js'
import { problem, reportFailure, reportProblem } from '../../output/problem.js'
import type { AskedApps } from './asked-apps.js'
import { checkTokens } from './check.js'
import { importTokens } from './import.js'
import { tokenStatus } from './status.js'

const pickApps = problem(
  'usage',
  bilingual('check needs apps: their ids, or a selection', 'check 需要小程序 ID 或筛选条件'),
  bilingual(
    'mini-domains tokens status tells which are taken for lost.',
    '可用 mini-domains tokens status 查看哪些被记为失效。',
  ),
)

type Work = (context: Context, config: ConfigFile, asked: AskedApps) => Promise<ExitStatus>

const ofNamed = (context: Context, words: ReadonlyArray<string>, work: Work): Promise<ExitStatus> =>
  withConfig(context, async (config) => {
    const targets = await appTargets(context.args, config, words)
    return E.isLeft(targets)
      ? reportFailure(context.reporter, targets.left)
      : work(context, config, { by: 'name', targets: targets.right })
  })

const ofSelected = (context: Context, isCheck: boolean, work: Work): Promise<ExitStatus> =>
  withSelection(
    context,
    async (config: ConfigFile, select: Selection | undefined) => {
      if (!isCheck || select !== undefined) return work(context, config, { by: 'selection', select })
      reportProblem(context.reporter, pickApps)
      return 'error'
    },
    { withPlatforms: !isCheck },
  )

/**
 * Tells how tokens stand, without secrets, asks the vendor again, or imports refresh tokens.
 */
export const tokens = async (context: Context): Promise<ExitStatus> => {
  const { args, reporter } = context
  const [action, ...words] = args.words
  const isImport = action === 'import'
  const where = isImport ? bilingual('import', 'import ') : bilingual('apps that are named', '列出 ID 时')
  const stray = isImport || words.length > 0 ? straySelection(args, where) : undefined
  if (stray !== undefined) {
    reportProblem(reporter, stray)
    return 'error'
  }
  if (isImport) return withConfig(context, (config) => importTokens(context, config))
  const isCheck = action === 'check'
  const work = isCheck ? checkTokens : tokenStatus
  return words.length > 0 ? ofNamed(context, words, work) : ofSelected(context, isCheck, work)
}
