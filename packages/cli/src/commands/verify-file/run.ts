import { basename, resolve } from 'node:path'
import type { Bilingual, ConfirmFile } from '@mini-domains/core'
import { counted } from '@mini-domains/core/adapter'
import { type ConfirmFileReport, type Selection, checkConfirmFile } from '@mini-domains/fleet'
import { filePieces, isFileFault } from '@mini-domains/files'
import * as E from 'fp-ts/lib/Either.js'
import { appTarget, onlyVendor } from '../../config/app-target.js'
import type { Context } from '../../context.js'
import { type ConfigFile, readConfigFile, unreadRows } from '../../config/config-file.js'
import type { ExitStatus } from '../../output/exit-code.js'
import {
  type Failure,
  type Problem,
  failed,
  failedBy,
  problem,
  reportEmpty,
  reportFailure,
  reportProblem,
} from '../../output/problem.js'
import { webviewHosts } from './webview-hosts.js'
import { fetchText } from './fetch-text.js'
import { bilingual } from '../../output/language.js'
import { straySelection, withSelection } from '../../config/selection.js'
import { openSession, withSession } from '../../config/session.js'
import { type KeptLines, keptLines } from '../../notify/lines.js'
import { tell } from '../../notify/tell.js'

const noHosts = bilingual('The config asks for no webview host.', '配置中没有业务域名。')

const whichHosts = problem(
  'usage',
  bilingual('name hosts, or say --all', '请指定域名，或使用 --all'),
  bilingual('See mini-domains verify-file --help.', '请参阅 mini-domains verify-file --help。'),
)

const oneApp = problem('usage', bilingual('name one app', '请只指定一个小程序'))

/** With hosts, the options name the one app whose file is meant; with `--all` they pick apps. */
const strayOption = ({ args }: Context, isAll: boolean): Problem | undefined => {
  if (isAll) return undefined
  if (args.texts('app').length > 1) return oneApp
  return straySelection(args, bilingual('hosts that are named', '列出域名时'), ['label', 'exclude'])
}

/** The vendors' files are some 32 bytes long. */
const longestConfirmFile = 64 * 1024

// Byte for byte, since a byte-order mark or a line end is just what is looked for; but never a pipe, a device or something endless.
const readLocal = async ({ io }: Context, file: string): Promise<E.Either<Failure, ConfirmFile>> => {
  const unread = (why: Bilingual): Failure =>
    failed(problem('file', bilingual(`${file} cannot be read: ${why.en}`, `无法读取 ${file}：${why.zh}`)))
  const pieces: Array<Uint8Array> = []
  let length = 0
  for await (const piece of filePieces(resolve(io.folder, file))) {
    if (isFileFault(piece)) return E.left(unread(piece.message))
    length += piece.length
    if (length > longestConfirmFile) return E.left(unread(bilingual('it is longer than 64 KiB', '超过 64 KiB')))
    pieces.push(piece)
  }
  return E.right({ name: basename(file), content: Buffer.concat(pieces) })
}

/** The confirm file that a vendor gives for an app, or for the platform. */
const vendorFile = async (
  context: Context,
  config: ConfigFile,
  { vendor, app }: { readonly vendor: string; readonly app?: string | undefined },
): Promise<E.Either<Failure, ConfirmFile>> => {
  const session = await openSession(context, config, [vendor])
  if (E.isLeft(session)) return session
  return withSession(session.right, async ({ vendors }) => {
    const provider = vendors[0]?.provider
    const level = app === undefined ? provider?.platform : provider?.app(app)
    const file = await level?.confirmFile()()
    if (file === undefined) return E.left(failed())
    return E.isLeft(file) ? E.left(failedBy(file.left)) : file
  })
}

const askVendor = async (context: Context): Promise<E.Either<Failure, ConfirmFile>> => {
  const { args } = context
  const config = await readConfigFile(context)
  if (E.isLeft(config)) return config
  const app = args.text('app')
  const pool = E.map((vendor: string) => ({ vendor, app: undefined }))(onlyVendor(args, config.right))
  const target = app === undefined ? pool : await appTarget(args, config.right, app)
  return E.isLeft(target) ? target : vendorFile(context, config.right, target.right)
}

const show = ({ reporter }: Context, host: string, { url, faults, ok }: ConfirmFileReport): void => {
  reporter.event({ event: 'fact', name: 'confirm-file', value: { host, url, ok, faults } })
  reporter.line(`${ok ? reporter.paint.green('✓') : reporter.paint.red('✗')} ${url}`)
  for (const { fault, hint } of faults) reporter.line(`  ${fault} → ${reporter.say(hint)}`)
}

// An address as people copy it: any scheme, a way, and a user who is not to be shown.
const hostOf = (word: string): string =>
  word
    .trim()
    .replace(/^[a-z][a-z\d+.-]*:\/\//i, '')
    .replace(/[/?#].*$/s, '')
    .replace(/^.*@/s, '')

const faultLine = (host: string, { faults }: ConfirmFileReport): Bilingual =>
  bilingual(
    `${host}: ${faults.map(({ hint }) => hint.en).join(' ')}`,
    `${host}：${faults.map(({ hint }) => hint.zh).join('')}`,
  )

// With --file no config is needed, and then there may be nobody to tell.
const tellUnverified = async (context: Context, faulty: KeptLines): Promise<void> => {
  const config = await readConfigFile(context)
  if (E.isLeft(config)) return
  const hosts = faulty.count()
  await tell(context, config.right, [
    {
      event: 'confirm-file-unverified',
      title: bilingual(
        `confirm file not served as it must be: ${counted(hosts, 'host')}`,
        `${hosts} 个域名的校验文件不符合要求`,
      ),
      ...faulty.kept(),
      data: { hosts },
    },
  ])
}

/** Checks hosts one after the other; says how many there were before it was stopped. */
const checkHosts = async (
  context: Context,
  hosts: ReadonlyArray<string>,
  file: ConfirmFile,
  faulty: KeptLines,
): Promise<number> => {
  const { io, stop } = context
  let checked = 0
  for (const host of hosts) {
    if (stop.aborted) return checked
    const report = await checkConfirmFile(host, file, fetchText(stop, io.environment))
    // What was cut off by who stopped it says nothing of the host.
    if (stop.aborted) return checked
    show(context, host, report)
    checked += 1
    if (!report.ok) faulty.add(faultLine(host, report))
  }
  return checked
}

const ended = async (context: Context, faulty: KeptLines): Promise<ExitStatus> => {
  if (context.stop.aborted) return 'cancelled'
  if (faulty.count() === 0) return 'done'
  await tellUnverified(context, faulty)
  return 'differences'
}

const checkAll = async (context: Context, config: ConfigFile, select: Selection | undefined): Promise<ExitStatus> => {
  const { args, reporter } = context
  const { found, unread } = await webviewHosts(config, select)
  const faulty = keptLines()
  const local = args.text('file')
  if (unread > 0) reportProblem(reporter, unreadRows)
  let failures = unread > 0 ? 1 : 0
  let checked = 0
  for (const { vendor, hosts: ofVendor } of found) {
    const file = await (local === undefined ? vendorFile(context, config, { vendor }) : readLocal(context, local))
    if (E.isLeft(file)) {
      reportFailure(reporter, file.left)
      failures += 1
      continue
    }
    const title = bilingual(`${vendor}: ${counted(ofVendor.length, 'host')}`, `${vendor}：${ofVendor.length} 个域名`)
    reporter.line(reporter.paint.bold(reporter.say(title)))
    checked += await checkHosts(context, ofVendor, file.right, faulty)
  }
  if (checked === 0 && failures === 0 && !context.stop.aborted) return reportEmpty(reporter, noHosts)
  const status = await ended(context, faulty)
  if (failures === 0 || status === 'cancelled') return status
  return checked === 0 ? 'error' : 'partial'
}

/**
 * Fetches the confirm file of hosts as a vendor would, and says what to fix: of those that are named, or of all webview hosts of the config.
 */
export const verifyFile = async (context: Context): Promise<ExitStatus> => {
  const { args, reporter } = context
  const isAll = args.has('all')
  const wrong = isAll === (args.words.length === 0) ? strayOption(context, isAll) : whichHosts
  if (wrong !== undefined) {
    reportProblem(reporter, wrong)
    return 'error'
  }
  if (isAll)
    return withSelection(context, (config, select) => checkAll(context, config, select), { withPlatforms: true })
  const local = args.text('file')
  const file = await (local === undefined ? askVendor(context) : readLocal(context, local))
  if (E.isLeft(file)) return reportFailure(reporter, file.left)
  const faulty = keptLines()
  await checkHosts(context, args.words.map(hostOf), file.right, faulty)
  return ended(context, faulty)
}
