import { appSubject } from '@mini-domains/core'
import * as E from 'fp-ts/lib/Either.js'
import { appTargets } from '../../config/app-target.js'
import type { Context } from '../../context.js'
import type { ConfigFile } from '../../config/config-file.js'
import type { ExitStatus } from '../../output/exit-code.js'
import { problem, reportError, reportFailure, reportProblem } from '../../output/problem.js'
import { bilingual } from '../../output/language.js'
import { type OpenVendor, withVendors } from '../../config/session.js'

const noApp = problem(
  'usage',
  bilingual('check needs the ids of apps', 'check 需要小程序 ID'),
  bilingual(
    'mini-domains tokens status tells which are taken for lost.',
    '可用 mini-domains tokens status 查看哪些被记为失效。',
  ),
)

const fromTable = (vendor: string) =>
  problem(
    'credentials',
    bilingual(
      `${vendor} takes its tokens from a table: there is nothing to ask the vendor for`,
      `${vendor} 的令牌来自固定表，无需向厂商确认`,
    ),
  )

/**
 * Forgets that the app was recorded as lost, gets a token for it and reads a list with it: the vendor decides anew. A token that is
 * kept already says nothing by itself, since the merchant may have taken the authorisation back after it was given.
 */
const checkApp = async (
  { reporter }: Context,
  { name, credentials, provider }: OpenVendor,
  app: string,
): Promise<boolean> => {
  if (credentials === undefined) {
    reportProblem(reporter, fromTable(name))
    return false
  }
  const before = await credentials.status(app)()
  const open = E.isLeft(before) ? before : await credentials.reconsider(app)()
  const got = E.isLeft(open) ? open : await credentials.get(appSubject(app))()
  if (E.isLeft(got)) {
    // An id that nobody knows may be mistyped: nothing is kept of it.
    const isUnknown = E.isRight(before) && before.right.state === 'unknown'
    const forgotten = isUnknown && got.left._tag === 'AuthorizationLost' ? await credentials.forget(app)() : undefined
    reportError(reporter, forgotten !== undefined && E.isLeft(forgotten) ? forgotten.left : got.left)
    return false
  }
  const read = await provider.app(app).server.get()()
  if (E.isLeft(read) && read.left._tag !== 'Unsupported') {
    reportError(reporter, read.left)
    return false
  }
  reporter.event({ event: 'fact', name: 'app-token', value: { vendor: name, app, state: 'ready' } })
  reporter.line(`${reporter.paint.bold(app)}  ${reporter.say(bilingual('has a token', '令牌可用'))}`)
  return true
}

/**
 * Asks the vendor again about the apps that are named, also where one was remembered as lost.
 */
export const checkTokens = async (context: Context, config: ConfigFile): Promise<ExitStatus> => {
  const { args, reporter, stop } = context
  const targets = await appTargets(args, config, args.words.slice(1))
  if (E.isLeft(targets)) return reportFailure(reporter, targets.left)
  const asked = targets.right
  if (asked.length === 0) {
    reportProblem(reporter, noApp)
    return 'error'
  }
  const names = asked.map(({ vendor }) => vendor)
  return withVendors(context, config, names, async ({ vendors }) => {
    let good = 0
    for (const { vendor, app } of asked) {
      if (stop.aborted) return 'cancelled'
      const at = vendors.find(({ name }) => name === vendor)
      if (at !== undefined && (await checkApp(context, at, app))) good += 1
    }
    if (good === asked.length) return 'done'
    return good === 0 ? 'error' : 'partial'
  })
}
