import { createReadStream } from 'node:fs'
import { resolve } from 'node:path'
import { type AppStatus, type Credentials, csvRows, jsonLineRows } from '@mini-domains/credentials'
import * as E from 'fp-ts/lib/Either.js'
import { poolVendor } from '../app-target.js'
import type { Task } from '../command.js'
import { type ConfigFile, readConfigFile } from '../config-file.js'
import type { Ending } from '../exit-code.js'
import { tellFailure } from '../failure.js'
import { isThere } from '../file-there.js'
import { bilingual } from '../language.js'
import { problem, tellError, tellProblem } from '../problem.js'
import { type OpenVendor, openSession, withSession } from '../session.js'
import { tableOf } from '../table.js'

const when = (ms: number | undefined): string => (ms === undefined ? '–' : new Date(ms).toISOString())

const shown = (status: AppStatus) => ({
  app: status.appId,
  state: status.state,
  hasRefreshToken: status.hasRefreshToken,
  ...(status.tokenEndsAt === undefined ? {} : { tokenEndsAt: when(status.tokenEndsAt) }),
  ...(status.lostBecause === undefined ? {} : { lostBecause: status.lostBecause }),
})

const platformLine = async (task: Task, name: string, credentials: Credentials): Promise<boolean> => {
  const { voice } = task
  const status = await credentials.platformStatus()
  if (E.isLeft(status)) {
    tellError(voice, status.left)
    return false
  }
  const { hasTicket, ticketCreatedAt, tokenEndsAt } = status.right
  const value = { vendor: name, hasTicket, ticketAt: when(ticketCreatedAt), tokenEndsAt: when(tokenEndsAt) }
  voice.tell({ event: 'fact', name: 'platform-token', value })
  const ticket = hasTicket ? when(ticketCreatedAt) : voice.in(bilingual('none yet', '尚无'))
  voice.line(`${voice.paint.bold(name)}  ${voice.in(bilingual('ticket', '票据'))} ${ticket}`)
  return true
}

const vendorStatus = async (
  task: Task,
  { name, credentials }: OpenVendor,
  apps: ReadonlyArray<string>,
): Promise<boolean> => {
  const { voice, stop } = task
  if (credentials === undefined) {
    voice.tell({ event: 'fact', name: 'tokens', value: { vendor: name, source: 'table' } })
    voice.line(
      `${voice.paint.bold(name)}  ${voice.in(bilingual('tokens from a table: nothing is kept', '令牌来自固定表，不作保存'))}`,
    )
    return true
  }
  let good = await platformLine(task, name, credentials)
  const rows: Array<ReadonlyArray<string>> = []
  for (const app of apps) {
    if (stop.aborted) break
    const status = await credentials.status(app)()
    if (E.isLeft(status)) {
      tellError(voice, status.left)
      good = false
    } else {
      voice.tell({ event: 'fact', name: 'app-token', value: { vendor: name, ...shown(status.right) } })
      rows.push([app, status.right.state, when(status.right.tokenEndsAt), status.right.lostBecause ?? ''])
    }
  }
  const head = [
    bilingual('app', '小程序'),
    bilingual('state', '状态'),
    bilingual('token ends', '令牌到期'),
    bilingual('lost because', '失效原因'),
  ]
  if (rows.length > 0) voice.line(tableOf(head.map(voice.in), rows))
  return good
}

const appsAt = ({ desired }: ConfigFile, vendor: string): ReadonlyArray<string> =>
  (desired.content.apps ?? []).filter((app) => app.vendor === vendor).map(({ id }) => id)

const status = async (task: Task, config: ConfigFile): Promise<Ending> => {
  const { given, voice } = task
  const said = given.text('vendor')
  const session = await openSession(task, config, said === undefined ? undefined : [said])
  if (E.isLeft(session)) return tellFailure(voice, session.left)
  return withSession(session.right, async ({ vendors }) => {
    const asked = given.words.slice(1)
    let good = 0
    for (const vendor of vendors)
      if (await vendorStatus(task, vendor, asked.length > 0 ? asked : appsAt(config, vendor.name))) good += 1
    if (good === vendors.length) return 'done'
    return good === 0 ? 'error' : 'partial'
  })
}

const importInto = async (task: Task, credentials: Credentials, path: string): Promise<Ending> => {
  const { voice } = task
  const text = createReadStream(path)
  const report = await credentials.importRefreshTokens(/\.csv$/i.test(path) ? csvRows(text) : jsonLineRows(text), {
    onProgress: ({ read }) => voice.tell({ event: 'progress', done: read }),
    onBadRow: (line, wrong) =>
      tellProblem(voice, {
        ...problem('row', bilingual(`line ${line}: ${wrong}`, `第 ${line} 行：${wrong}`)),
        at: `${line}:1`,
      }),
  })()
  if (E.isLeft(report)) {
    tellError(voice, report.left)
    return 'error'
  }
  const { stored, unchanged, bad, line, stopped } = report.right
  voice.tell({ event: 'fact', name: 'import', value: { stored, unchanged, bad, line } })
  voice.line(
    voice.in(
      bilingual(
        `${stored} stored, ${unchanged} known already, ${bad} bad`,
        `已保存 ${stored}，已有 ${unchanged}，有误 ${bad}`,
      ),
    ),
  )
  if (stopped !== undefined) tellError(voice, stopped)
  return stopped !== undefined || bad > 0 ? 'partial' : 'done'
}

const importTokens = async (task: Task, config: ConfigFile): Promise<Ending> => {
  const { given, surroundings, voice } = task
  const file = given.words[1]
  const path = resolve(surroundings.folder, file ?? '')
  if (file === undefined || !(await isThere(path))) {
    const message = bilingual(
      'import needs a CSV or JSON Lines file that is there',
      'import 需要一个存在的 CSV 或 JSON Lines 文件',
    )
    tellProblem(
      voice,
      problem('usage', message, bilingual('Columns: appId, refreshToken.', '列：appId、refreshToken。')),
    )
    return 'error'
  }
  const vendor = poolVendor(given, config)
  if (E.isLeft(vendor)) return tellFailure(voice, vendor.left)
  const session = await openSession(task, config, [vendor.right])
  if (E.isLeft(session)) return tellFailure(voice, session.left)
  return withSession(session.right, async ({ vendors }) => {
    const credentials = vendors[0]?.credentials
    if (credentials !== undefined) return importInto(task, credentials, path)
    const message = bilingual(
      `${vendor.right} takes its tokens from a table: there is nothing to import into`,
      `${vendor.right} 的令牌来自固定表，无法导入`,
    )
    tellProblem(voice, problem('credentials', message))
    return 'error'
  })
}

/**
 * Tells how tokens stand, without secrets, or imports refresh tokens.
 */
export const tokens = async (task: Task): Promise<Ending> => {
  const config = await readConfigFile(task)
  if (E.isLeft(config)) return tellFailure(task.voice, config.left)
  return task.given.words[0] === 'import' ? importTokens(task, config.right) : status(task, config.right)
}
