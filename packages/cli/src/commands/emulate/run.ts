import { basename, dirname, extname, join, resolve } from 'node:path'
import { type Emulator, openings, startEmulator } from '@mini-domains/emulator'
import * as E from 'fp-ts/lib/Either.js'
import { loadAdapter } from '../../config/adapter-package.js'
import { bundledAdapters, bundledVendors } from '../../config/bundled-adapters.js'
import { type Context, untilStopped } from '../../context.js'
import { type EmulatedVendor, emulatedApps, emulatedConfig } from './config.js'
import { profileOf } from './profile.js'
import { rehearsalOf, rehearse } from './rehearse.js'
import type { ExitStatus } from '../../output/exit-code.js'
import { bilingual } from '../../output/language.js'
import { type Problem, problem, reportProblem } from '../../output/problem.js'
import { type Args, wholeNumber } from '../../args/args.js'
import { takenFile } from '../../io/unwritten-file.js'
import { isTaken, writeWhole } from '../../io/whole-file.js'

type Running = EmulatedVendor & { readonly controlToken: string }

const running = async ({ io }: Context, emulator: Emulator): Promise<E.Either<Problem, ReadonlyArray<Running>>> => {
  const opened = new Map(Object.entries(openings(emulator)))
  const vendors: Array<Running> = []
  for (const { vendor, name } of bundledAdapters) {
    const opening = opened.get(vendor)
    if (opening === undefined) continue
    const declared = await loadAdapter(name, io.folder, io)
    if (E.isLeft(declared)) return declared
    const { platformToken: platform, appTokens: apps, ...rest } = opening
    const poolKind = declared.right.init?.poolKind
    vendors.push({
      ...rest,
      name: vendor,
      adapter: name,
      tokens: { platform, apps },
      ...(poolKind === undefined ? {} : { poolKind }),
    })
  }
  return E.right(vendors)
}

/** The ports that are asked for, by vendor; the others are free ones. */
const portsOf = (args: Args): ReadonlyArray<readonly [string, number | undefined]> =>
  bundledVendors.map((vendor) => [vendor, wholeNumber(args.text(`port-${vendor}`), 0)])

/**
 * Runs the vendors on this machine until it is stopped.
 */
export const emulate = async (context: Context): Promise<ExitStatus> => {
  const { args, io, reporter, stop } = context
  const count = wholeNumber(args.text('apps'), 3)
  const ports = portsOf(args)
  if (count === undefined || ports.some(([, port]) => port === undefined)) {
    const message = bilingual('--apps and the ports are whole numbers', '--apps 与端口应为整数')
    reportProblem(reporter, problem('usage', message))
    return 'error'
  }
  const rehearsal = rehearsalOf(args)
  if (E.isLeft(rehearsal)) {
    reportProblem(reporter, rehearsal.left)
    return 'error'
  }
  const profile = await profileOf(context)
  if (E.isLeft(profile)) {
    reportProblem(reporter, profile.left)
    return 'error'
  }
  const files = filesOf(context, count)
  const taken = args.has('force') ? undefined : await takenOf(files)
  if (taken !== undefined) {
    reportProblem(reporter, takenFile(taken))
    return 'unsafe'
  }
  const emulator = await startEmulator({ apps: count, profile: profile.right, ports: Object.fromEntries(ports) })
  const vendors = await running(context, emulator)
  if (E.isLeft(vendors)) {
    reportProblem(reporter, vendors.left)
    await emulator.close()
    return 'error'
  }
  for (const { name, baseUrl, controlToken, appIds } of vendors.right) {
    const value = { vendor: name, baseUrl, controlToken, apps: appIds.length }
    reporter.event({ event: 'fact', name: 'emulator', value })
    reporter.line(`${reporter.paint.bold(name)}  ${baseUrl}  (${appIds.length})`)
    reporter.note(reporter.say(bilingual(`control token ${controlToken}`, `控制令牌 ${controlToken}`)))
  }
  rehearse(emulator, rehearsal.right, reporter)
  const unwritten = await writeConfig(context, files, vendors.right)
  if (unwritten !== undefined) {
    reportProblem(reporter, unwritten)
    await emulator.close()
    return 'error'
  }
  reporter.note(reporter.say(bilingual('Ctrl+C ends it', '按 Ctrl+C 结束')))
  await untilStopped(stop)
  await emulator.close()
  reporter.note(io.output.isTerminal ? '' : reporter.say(bilingual('ended', '已结束')))
  return 'done'
}

// More than these are easier to look at, and to read, as a file of rows.
const mostInConfig = 100

/** A file that was asked for: its name as it was asked for, and its path. */
interface AskedFile {
  readonly name: string
  readonly path: string
}

/** The files that `--write` asks for: the config, and the rows of many apps beside it. */
interface AskedFiles {
  readonly config?: AskedFile
  readonly apps?: AskedFile
}

const filesOf = ({ args, io }: Context, count: number): AskedFiles => {
  const name = args.text('write')
  if (name === undefined) return {}
  const path = resolve(io.folder, name)
  const apps = `${basename(name, extname(name))}.apps.csv`
  return {
    config: { name, path },
    ...(count > mostInConfig ? { apps: { name: apps, path: join(dirname(path), apps) } } : {}),
  }
}

const takenOf = async ({ config, apps }: AskedFiles): Promise<string | undefined> => {
  for (const file of [config, apps]) if (file !== undefined && (await isTaken(file.path))) return file.name
  return undefined
}

const writeConfig = async (
  { args, reporter }: Context,
  { config, apps }: AskedFiles,
  vendors: ReadonlyArray<EmulatedVendor>,
): Promise<Problem | undefined> => {
  if (config === undefined) return undefined
  const how = { mode: 0o666, isNew: !args.has('force') }
  if (apps !== undefined) {
    const unwritten = await writeWhole(apps.path, apps.name, [emulatedApps(vendors)], how)
    if (unwritten !== undefined) return unwritten
    reporter.event({ event: 'written', what: 'apps', file: apps.name })
  }
  const unwritten = await writeWhole(config.path, config.name, [emulatedConfig(vendors, apps?.name)], how)
  if (unwritten !== undefined) return unwritten
  reporter.event({ event: 'written', what: 'config', file: config.name })
  reporter.line(
    reporter.say(
      bilingual(`wrote ${config.name}; try: mini-domains plan`, `已写出 ${config.name}；可运行 mini-domains plan`),
    ),
  )
  return undefined
}
