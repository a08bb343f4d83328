import { type FleetApp, appsOf, explain as explainHost, nextStep, pastedHost } from '@mini-domains/fleet'
import * as E from 'fp-ts/lib/Either.js'
import { type AppTarget, appTarget } from '../../config/app-target.js'
import { type ConfigFile, appLines } from '../../config/config-file.js'
import { withConfig, withVendors } from '../../config/session.js'
import { withStoreToRead } from '../../config/store.js'
import type { Context } from '../../context.js'
import type { ExitStatus } from '../../output/exit-code.js'
import { bilingual } from '../../output/language.js'
import { problem, reportFailure, reportProblem } from '../../output/problem.js'
import { showExplanation } from './view.js'

const noHost = problem(
  'usage',
  bilingual('the second argument is no domain', '第二个参数不是域名'),
  bilingual(
    'Give a domain such as api.example.com, or a whole address.',
    '请填写域名，例如 api.example.com，或完整网址。',
  ),
)

const desiredApp = async (config: ConfigFile, { vendor, app }: AppTarget): Promise<FleetApp | undefined> => {
  for await (const row of appsOf(config.desired, appLines(config)))
    if (E.isRight(row) && row.right.app.vendor === vendor && row.right.app.id === app) return row.right
  return undefined
}

const look = async (context: Context, config: ConfigFile, target: AppTarget, host: string): Promise<ExitStatus> => {
  const { io, reporter } = context
  const app = await desiredApp(config, target)
  return withVendors(context, config, [target.vendor], async ({ vendors }) => {
    const [vendor] = vendors
    if (vendor === undefined) return 'error'
    const found = await withStoreToRead(io, config, (store) =>
      explainHost({ desired: config.desired, vendor, address: target, app, store, now: io.clock.now() }, host),
    )
    if (E.isLeft(found)) return reportFailure(reporter, found.left)
    const next = nextStep(found.right)
    showExplanation(reporter, found.right, next)
    if (next.state === 'unreadable') return 'error'
    return next.state === 'in-sync' ? 'done' : 'differences'
  })
}

/**
 * Tells how a domain stands in an app, from what is desired to what is live, and the one step that comes next.
 */
export const explain = (context: Context): Promise<ExitStatus> => {
  const { args, reporter } = context
  const [word = '', domain = ''] = args.words
  const host = pastedHost(domain)
  if (host === undefined) {
    reportProblem(reporter, noHost)
    return Promise.resolve('error')
  }
  return withConfig(context, async (config) => {
    const target = await appTarget(args, config, word)
    return E.isLeft(target) ? reportFailure(reporter, target.left) : look(context, config, target.right, host)
  })
}
