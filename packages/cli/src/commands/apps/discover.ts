import { resolve } from 'node:path'
import { appsOf } from '@mini-domains/fleet'
import * as E from 'fp-ts/lib/Either.js'
import { type ConfigFile, appLines, unreadRows } from '../../config/config-file.js'
import { selectedVendors } from '../../config/selection.js'
import { type OpenVendor, withConfig, withVendors } from '../../config/session.js'
import { tableNotEnough } from '../../config/token-source.js'
import type { Context } from '../../context.js'
import { takenFile } from '../../io/unwritten-file.js'
import { isTaken, writeWhole } from '../../io/whole-file.js'
import { csvLine } from '../../output/csv.js'
import type { ExitStatus } from '../../output/exit-code.js'
import { bilingual } from '../../output/language.js'
import { type Problem, problem, reportError, reportProblem } from '../../output/problem.js'
import { progressOf } from '../../output/progress.js'
import { type AuthorizedList, readAuthorized } from './authorized-list.js'

const noCredentials = (vendor: string) =>
  problem(
    'credentials',
    bilingual(
      `${vendor} has no credentials that its authorised apps can be asked for with`,
      `${vendor} 没有可用于查询已授权列表的凭据`,
    ),
    tableNotEnough,
  )

const noList = (vendor: string): Problem => ({
  ...problem(
    'no-app-list',
    bilingual(
      `${vendor} was not looked at: no call of this vendor is known that lists the authorised apps`,
      `未查询 ${vendor}：该厂商没有已知的查询已授权列表的接口`,
    ),
    bilingual(
      'Keep its list yourself: `mini-domains listen` prints the id of each app that is authorised; write it into a file under appFiles.',
      '请自行维护其名单：`mini-domains listen` 会打印每个新授权小程序的 ID，请写入 appFiles 中的名单文件。',
    ),
  ),
  vendor,
  actor: 'caller',
})

const changed = (vendor: string) =>
  problem(
    'incomplete',
    bilingual(`the list of ${vendor} changed while it was read`, `读取 ${vendor} 的已授权列表期间，列表有变化`),
    bilingual('An app may be missing here: run it again.', '可能有遗漏，请重新运行。'),
  )

// The rows themselves are not quoted: they may hold refresh tokens.
const unreadable = (vendor: string, rows: number) =>
  problem(
    'incomplete',
    bilingual(`${rows} of the rows that ${vendor} lists name no app`, `${vendor} 的列表中有 ${rows} 行没有小程序 ID`),
  )

/** How looking at a vendor ended: at all of its list, at a part, at none as there is no call, at none as it failed. */
type Looked = 'whole' | 'part' | 'no-list' | 'failed' | 'stopped'

/** The apps that the config and its files name, by vendor. */
type Known = ReadonlyMap<string, ReadonlySet<string>>

/** What a discovery is done with: rows are taken as they are found, and counts told where they do not stand among rows. */
interface Discovery {
  readonly context: Context
  readonly known: Known
  readonly add: (row: ReadonlyArray<string>) => void
  readonly tell: (text: string) => void
}

const take = ({ context, known, add, tell }: Discovery, vendor: string, list: AuthorizedList): Looked => {
  const { reporter } = context
  let fresh = 0
  for (const [app, name] of list.apps) {
    if (known.get(vendor)?.has(app) === true) continue
    fresh += 1
    add([vendor, app, name])
    const value = { vendor, app, ...(name === '' ? {} : { name }) }
    reporter.event({ event: 'fact', name: 'authorized-app', value })
  }
  const found = list.apps.size
  const value = { vendor, found, known: found - fresh, new: fresh }
  reporter.event({ event: 'fact', name: 'authorized-apps', value })
  tell(
    reporter.say(
      bilingual(
        `${vendor}: ${found} authorised, ${found - fresh} known already, ${fresh} new`,
        `${vendor}：已授权 ${found} 个，已列入 ${found - fresh} 个，未列入 ${fresh} 个`,
      ),
    ),
  )
  if (list.hasOthers && fresh > 0)
    reporter.note(
      reporter.say(
        bilingual(
          'Accounts that are no mini programs may be among them; the list does not tell which.',
          '其中可能有非小程序账号，厂商的列表不作区分，请核对。',
        ),
      ),
    )
  if (list.unreadable > 0) reportProblem(reporter, unreadable(vendor, list.unreadable))
  if (!list.isSteady) reportProblem(reporter, changed(vendor))
  return list.isSteady && list.unreadable === 0 ? 'whole' : 'part'
}

const lookAt = async (discovery: Discovery, { name, credentials }: OpenVendor): Promise<Looked> => {
  const { io, reporter, stop } = discovery.context
  if (credentials === undefined) {
    reportProblem(reporter, noCredentials(name))
    return 'failed'
  }
  if (credentials.authorizedApps === undefined) {
    reportProblem(reporter, noList(name))
    return 'no-list'
  }
  const progress = progressOf(io, reporter, name, undefined)
  const list = await readAuthorized(credentials.authorizedApps, stop, progress.at)
  progress.end()
  if (E.isRight(list)) return take(discovery, name, list.right)
  if (list.left === 'stopped') return 'stopped'
  reportError(reporter, list.left)
  return 'failed'
}

const statusOf = (looked: ReadonlyArray<Looked>, isWhole: boolean): ExitStatus => {
  if (looked.includes('stopped')) return 'cancelled'
  if (!looked.some((one) => one === 'whole' || one === 'part')) return looked.includes('failed') ? 'error' : 'empty'
  return isWhole && looked.every((one) => one === 'whole') ? 'done' : 'partial'
}

const knownOf = async (config: ConfigFile): Promise<{ readonly known: Known; readonly isWhole: boolean }> => {
  const known = new Map<string, Set<string>>()
  let isWhole = true
  for await (const row of appsOf(config.desired, appLines(config))) {
    if (E.isLeft(row)) {
      isWhole = false
      continue
    }
    const { vendor, id } = row.right.app
    const ids = known.get(vendor)
    if (ids === undefined) known.set(vendor, new Set([id]))
    else ids.add(id)
  }
  return { known, isWhole }
}

/** The vendors that are meant; a word that means none stays, and is told as a vendor that the config does not have. */
const vendorsOf = ({ args }: Context, config: ConfigFile): ReadonlyArray<string> | undefined => {
  const words = args.texts('vendor')
  if (words.length === 0) return undefined
  return words.flatMap((word) => {
    const meant = selectedVendors(config, { vendor: [word] })
    return meant.length === 0 ? [word] : meant
  })
}

const header = ['vendor', 'id', 'name']

const write = async ({ args, io, reporter }: Context, file: string, rows: ReadonlyArray<string>): Promise<boolean> => {
  const texts = [csvLine(header), ...rows].map((row) => `${row}\n`)
  const how = { mode: 0o666, isNew: !args.has('force') }
  const unwritten = await writeWhole(resolve(io.folder, file), file, texts, how)
  if (unwritten !== undefined) {
    reportProblem(reporter, unwritten)
    return false
  }
  reporter.event({ event: 'written', what: 'apps', file })
  reporter.line(
    reporter.say(
      rows.length === 0
        ? bilingual(`Wrote ${file}, without a row.`, `已写出 ${file}，没有数据行。`)
        : bilingual(`Wrote ${file}; name it under appFiles.`, `已写出 ${file}，请将其写入 appFiles。`),
    ),
  )
  return true
}

const discover = async (context: Context, config: ConfigFile): Promise<ExitStatus> => {
  const { args, io, reporter } = context
  const file = args.text('out')
  if (file !== undefined && !args.has('force') && (await isTaken(resolve(io.folder, file)))) {
    reportProblem(reporter, takenFile(file))
    return 'unsafe'
  }
  const { known, isWhole } = await knownOf(config)
  return withVendors(context, config, vendorsOf(context, config), async ({ vendors }) => {
    const rows: Array<string> = []
    const add = (row: ReadonlyArray<string>): void => void rows.push(csvLine(row))
    const tell = file === undefined ? reporter.note : reporter.line
    const looked: Array<Looked> = []
    for (const vendor of vendors) looked.push(await lookAt({ context, known, add, tell }, vendor))
    if (!isWhole) reportProblem(reporter, unreadRows)
    const status = statusOf(looked, isWhole)
    if (status !== 'done' && status !== 'partial') return status
    if (file === undefined) reporter.lines([csvLine(header), ...rows])
    else if (!(await write(context, file, rows))) return 'error'
    return status
  })
}

/**
 * Asks the vendors which apps merchants have authorised, and gives those that the config and its files do not name yet, as the rows of a
 * file of apps.
 */
export const discoverApps = (context: Context): Promise<ExitStatus> =>
  withConfig(context, (config) => discover(context, config))
