import type { AppStatus, Credentials } from '@mini-domains/credentials'
import { appsOf } from '@mini-domains/fleet'
import * as E from 'fp-ts/lib/Either.js'
import { type ConfigFile, appLines, unreadRows } from '../../config/config-file.js'
import { type AppTarget, appTargets } from '../../config/app-target.js'
import { type Columns, columns } from '../../output/table.js'
import type { Context } from '../../context.js'
import type { ExitStatus } from '../../output/exit-code.js'
import { reportError, reportFailure, reportProblem } from '../../output/problem.js'
import { bilingual } from '../../output/language.js'
import { type OpenVendor, withVendors } from '../../config/session.js'

const when = (ms: number | undefined): string => (ms === undefined ? '–' : new Date(ms).toISOString())

const shown = (status: AppStatus) => ({
  app: status.appId,
  state: status.state,
  hasRefreshToken: status.hasRefreshToken,
  ...(status.tokenEndsAt === undefined ? {} : { tokenEndsAt: when(status.tokenEndsAt) }),
  ...(status.lostBecause === undefined ? {} : { lostBecause: status.lostBecause }),
})

const platformLine = async ({ reporter }: Context, name: string, credentials: Credentials): Promise<boolean> => {
  const status = await credentials.platformStatus()
  if (E.isLeft(status)) {
    reportError(reporter, status.left)
    return false
  }
  const { hasTicket, ticketCreatedAt, tokenEndsAt } = status.right
  const value = { vendor: name, hasTicket, ticketAt: when(ticketCreatedAt), tokenEndsAt: when(tokenEndsAt) }
  reporter.event({ event: 'fact', name: 'platform-token', value })
  const ticket = hasTicket ? when(ticketCreatedAt) : reporter.say(bilingual('none yet', '尚无'))
  reporter.line(`${reporter.paint.bold(name)}  ${reporter.say(bilingual('ticket', '票据'))} ${ticket}`)
  return true
}

const appLine = async (
  { reporter }: Context,
  { name, credentials }: { readonly name: string; readonly credentials: Credentials },
  app: string,
  table: Columns,
): Promise<boolean> => {
  const status = await credentials.status(app)()
  if (E.isLeft(status)) {
    reportError(reporter, status.left)
    return false
  }
  const { state, tokenEndsAt, lostBecause } = status.right
  reporter.event({ event: 'fact', name: 'app-token', value: { vendor: name, ...shown(status.right) } })
  table.add([app, state, when(tokenEndsAt), lostBecause === undefined ? '' : reporter.say(lostBecause)])
  return true
}

const headOf = ({ reporter }: Context): ReadonlyArray<string> =>
  [
    bilingual('app', '小程序'),
    bilingual('state', '状态'),
    bilingual('token ends', '令牌到期'),
    bilingual('lost because', '失效原因'),
  ].map(reporter.say)

const vendorStatus = async (
  context: Context,
  { name, credentials }: OpenVendor,
  apps: AsyncIterable<string> | ReadonlyArray<string>,
): Promise<boolean> => {
  const { reporter, stop } = context
  if (credentials === undefined) {
    reporter.event({ event: 'fact', name: 'tokens', value: { vendor: name, source: 'table' } })
    reporter.line(
      `${reporter.paint.bold(name)}  ${reporter.say(bilingual('tokens from a table: nothing is kept', '令牌来自固定表，不作保存'))}`,
    )
    return true
  }
  let good = await platformLine(context, name, credentials)
  const table = columns(headOf(context), reporter.line, reporter.columns)
  for await (const app of apps) {
    if (stop.aborted) return false
    if (!(await appLine(context, { name, credentials }, app, table))) good = false
  }
  table.end()
  return good
}

/** The apps of a vendor, in the config and in its files. A row that cannot be read may be one of them. */
async function* appsAt(config: ConfigFile, vendor: string, unread: () => void): AsyncGenerator<string> {
  for await (const row of appsOf(config.desired, appLines(config))) {
    if (E.isLeft(row)) unread()
    else if (row.right.app.vendor === vendor) yield row.right.app.id
  }
}

const appsAmong = (targets: ReadonlyArray<AppTarget>, name: string): ReadonlyArray<string> =>
  targets.filter(({ vendor }) => vendor === name).map(({ app }) => app)

/**
 * Tells how tokens stand, without showing any: of the apps that are named, or of all apps of each vendor.
 */
export const tokenStatus = async (context: Context, config: ConfigFile): Promise<ExitStatus> => {
  const { args, reporter, stop } = context
  const targets = await appTargets(args, config, args.words.slice(1))
  if (E.isLeft(targets)) return reportFailure(reporter, targets.left)
  const asked = targets.right
  const only = args.text('vendor')
  const all = only === undefined ? undefined : [only]
  const names = asked.length > 0 ? asked.map(({ vendor }) => vendor) : all
  return withVendors(context, config, names, async ({ vendors }) => {
    let good = 0
    let isWhole = true
    const unread = (): void => {
      isWhole = false
    }
    for (const vendor of vendors) {
      const apps = asked.length > 0 ? appsAmong(asked, vendor.name) : appsAt(config, vendor.name, unread)
      if (await vendorStatus(context, vendor, apps)) good += 1
      if (stop.aborted) return 'cancelled'
    }
    if (!isWhole) reportProblem(reporter, unreadRows)
    if (good === vendors.length) return isWhole ? 'done' : 'partial'
    return good === 0 ? 'error' : 'partial'
  })
}
