import { appSubject } from '@mini-domains/core'
import type { Credentials } from '@mini-domains/credentials'
import * as E from 'fp-ts/lib/Either.js'
import type { Context } from '../../context.js'
import { type ConfigFile, unreadRows } from '../../config/config-file.js'
import type { AppTarget } from '../../config/app-target.js'
import { appTitle } from '../../output/listing.js'
import type { ExitStatus } from '../../output/exit-code.js'
import { problem, reportError, reportProblem } from '../../output/problem.js'
import { bilingual } from '../../output/language.js'
import { type OpenVendor, withVendors } from '../../config/session.js'
import { type AskedApps, askedApps, askedVendors } from './asked-apps.js'

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
  { name, provider }: OpenVendor,
  credentials: Credentials,
  { app, name: merchant }: AppTarget,
): Promise<boolean> => {
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
  const named = merchant === undefined ? {} : { name: merchant }
  reporter.event({ event: 'fact', name: 'app-token', value: { vendor: name, app, ...named, state: 'ready' } })
  reporter.line(
    `${reporter.paint.bold(appTitle(app, merchant))}  ${reporter.say(bilingual('has a token', '令牌可用'))}`,
  )
  return true
}

/**
 * Asks the vendor again about the apps that are named or picked, also where one was remembered as lost.
 */
export const checkTokens = (context: Context, config: ConfigFile, asked: AskedApps): Promise<ExitStatus> =>
  withVendors(context, config, askedVendors(config, asked), async ({ vendors }) => {
    const { reporter, stop } = context
    let good = 0
    let bad = 0
    const withTable = new Set<string>()
    let isWhole = true
    const unread = (): void => {
      isWhole = false
    }
    for await (const target of askedApps(config, asked, unread)) {
      if (stop.aborted) return 'cancelled'
      const { vendor } = target
      const at = vendors.find(({ name }) => name === vendor)
      if (at?.credentials === undefined) {
        if (!withTable.has(vendor)) reportProblem(reporter, fromTable(vendor))
        withTable.add(vendor)
        bad += 1
      } else if (await checkApp(context, at, at.credentials, target)) good += 1
      else bad += 1
    }
    if (!isWhole) reportProblem(reporter, unreadRows)
    if (bad === 0) return isWhole ? 'done' : 'partial'
    return good === 0 ? 'error' : 'partial'
  })
