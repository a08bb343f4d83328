import type { Bilingual } from '@mini-domains/core'
import type { AppState, AppStatus, Credentials } from '@mini-domains/credentials'
import * as E from 'fp-ts/lib/Either.js'
import { type ConfigFile, unreadRows } from '../../config/config-file.js'
import type { AppTarget } from '../../config/app-target.js'
import { appTitle } from '../../output/listing.js'
import { type Columns, columns } from '../../output/table.js'
import type { Context } from '../../context.js'
import type { ExitStatus } from '../../output/exit-code.js'
import { reportError, reportProblem } from '../../output/problem.js'
import { bilingual } from '../../output/language.js'
import { withVendors } from '../../config/session.js'
import { type AskedApps, askedApps, askedVendors, asksPlatform } from './asked-apps.js'

const when = (ms: number | undefined): string => (ms === undefined ? '–' : new Date(ms).toISOString())

const shown = (status: AppStatus) => ({
  app: status.appId,
  state: status.state,
  hasRefreshToken: status.hasRefreshToken,
  ...(status.tokenEndsAt === undefined ? {} : { tokenEndsAt: when(status.tokenEndsAt) }),
  ...(status.lostBecause === undefined ? {} : { lostBecause: status.lostBecause }),
})

/** A vendor whose tokens are kept, not read from a table. */
interface CountedVendor {
  readonly name: string
  readonly credentials: Credentials
}

const noTicket = bilingual('none yet', '尚无')

const ticketUnused = bilingual('not needed', '无需')

const platformLine = async ({ reporter }: Context, name: string, credentials: Credentials): Promise<boolean> => {
  const status = await credentials.platformStatus()
  if (E.isLeft(status)) {
    reportError(reporter, status.left)
    return false
  }
  const { needsTicket, hasTicket, ticketCreatedAt, tokenEndsAt } = status.right
  const value = { vendor: name, hasTicket, ticketAt: when(ticketCreatedAt), tokenEndsAt: when(tokenEndsAt) }
  reporter.event({ event: 'fact', name: 'platform-token', value })
  const ticket = hasTicket ? when(ticketCreatedAt) : reporter.say(needsTicket ? noTicket : ticketUnused)
  reporter.line(`${reporter.paint.bold(name)}  ${reporter.say(bilingual('ticket', '票据'))} ${ticket}`)
  return true
}

// The words of `--json` stay as they are: programs read them.
const stateWords: Readonly<Record<AppState, Bilingual>> = {
  unknown: bilingual('unknown', '未知'),
  ready: bilingual('ready', '可用'),
  idle: bilingual('idle', '待获取'),
  pending: bilingual('pending', '获取中'),
  interrupted: bilingual('interrupted', '已中断'),
  lost: bilingual('lost', '授权失效'),
}

const appLine = async (
  { reporter }: Context,
  { name, credentials }: CountedVendor,
  { app, name: merchant }: AppTarget,
  table: Columns,
): Promise<boolean> => {
  const status = await credentials.status(app)()
  if (E.isLeft(status)) {
    reportError(reporter, status.left)
    return false
  }
  const { state, tokenEndsAt, lostBecause } = status.right
  const value = { vendor: name, ...(merchant === undefined ? {} : { name: merchant }), ...shown(status.right) }
  reporter.event({ event: 'fact', name: 'app-token', value })
  const why = lostBecause === undefined ? '' : reporter.say(lostBecause)
  table.add([appTitle(app, merchant), reporter.say(stateWords[state]), when(tokenEndsAt), why])
  return true
}

const headOf = ({ reporter }: Context): ReadonlyArray<string> =>
  [
    bilingual('app', '小程序'),
    bilingual('state', '状态'),
    bilingual('token ends', '令牌到期'),
    bilingual('lost because', '失效原因'),
  ].map(reporter.say)

/** The platform stands first; where only apps were picked, it does once one of them is of this vendor. */
const keptStatus = async (
  context: Context,
  vendor: CountedVendor,
  apps: AsyncIterable<AppTarget>,
  withPlatform: boolean,
): Promise<boolean> => {
  const { reporter, stop } = context
  const platform = () => platformLine(context, vendor.name, vendor.credentials)
  let good = !withPlatform || (await platform())
  const table = columns(headOf(context), reporter.lines, reporter.columns)
  let hasApps = false
  for await (const app of apps) {
    if (stop.aborted) return false
    if (!hasApps && !withPlatform && !(await platform())) good = false
    hasApps = true
    if (!(await appLine(context, vendor, app, table))) good = false
  }
  if (hasApps) table.end()
  return good
}

const tellTable = ({ reporter }: Context, name: string): void => {
  reporter.event({ event: 'fact', name: 'tokens', value: { vendor: name, source: 'table' } })
  const said = bilingual('tokens from a table: nothing is kept', '令牌来自固定表，不作保存')
  reporter.line(`${reporter.paint.bold(name)}  ${reporter.say(said)}`)
}

/**
 * Tells how tokens stand, without showing any: of the apps that are named, or of those of each vendor that were picked.
 */
export const tokenStatus = (context: Context, config: ConfigFile, asked: AskedApps): Promise<ExitStatus> =>
  withVendors(context, config, askedVendors(config, asked), async ({ vendors }) => {
    const { reporter, stop } = context
    let good = 0
    let isWhole = true
    const unread = (): void => {
      isWhole = false
    }
    for (const { name, credentials } of vendors) {
      if (credentials === undefined) {
        tellTable(context, name)
        good += 1
      } else {
        const apps = askedApps(config, asked, unread, name)
        if (await keptStatus(context, { name, credentials }, apps, asksPlatform(asked, name))) good += 1
      }
      if (stop.aborted) return 'cancelled'
    }
    if (!isWhole) reportProblem(reporter, unreadRows)
    if (good === vendors.length) return isWhole ? 'done' : 'partial'
    return good === 0 ? 'error' : 'partial'
  })
