import { basename, dirname, resolve } from 'node:path'
import {
  type DesiredState,
  type Diagnostic,
  type OpenLines,
  fileLines,
  ignoredColumns,
  readDesired,
} from '@mini-domains/fleet'
import { type FileFault, filePieces, writtenText } from '@mini-domains/files'
import { shownName } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import type { Context } from '../context.js'
import { type Failure, type Problem, failed, problem } from '../output/problem.js'
import { isThere } from '../io/whole-file.js'
import { bilingual } from '../output/language.js'
import type { StorePlace } from './store.js'

/**
 * A config file that was read.
 */
export interface ConfigFile extends StorePlace {
  readonly path: string
  /** Its folder: what paths in it, and adapters, are looked for from. */
  readonly folder: string
  /** The address of its store, where it names one. */
  readonly store?: string | undefined
  readonly desired: DesiredState
}

const names = ['mini-domains.yaml', 'mini-domains.yml', 'mini-domains.json']

const unread = (name: string, { line, message, hint }: FileFault): Problem => ({
  ...problem('config', bilingual(`${name}: ${message.en}`, `${name}：${message.zh}`), hint),
  at: `${name}:${line}:1`,
})

/**
 * What is wrong with a config or with a file of apps, as a problem.
 */
export const diagnosticProblem = (complaint: Diagnostic): Problem => ({
  ...problem('config', complaint.message),
  at: `${complaint.file}:${complaint.line}:${complaint.column}`,
})

/**
 * That some rows are left out, where a command goes through all apps.
 */
export const unreadRows = problem(
  'row',
  bilingual('some rows of the files of apps cannot be read', '名单文件中有无法读取的行'),
  bilingual('mini-domains apps tells which.', '可用 mini-domains apps 查看。'),
)

const missing = (asked: string | undefined): Problem =>
  problem(
    'config',
    asked === undefined
      ? bilingual(`there is no ${names[0]} here`, `此处没有 ${names[0]}`)
      : bilingual(`${asked} cannot be read`, `无法读取 ${asked}`),
    bilingual(
      'Run mini-domains init, or name a file with --config.',
      '请运行 mini-domains init，或用 --config 指定文件。',
    ),
  )

/**
 * Says whether a folder has a config, under the name that was asked for or under one of those that are looked for.
 */
export const hasConfig = async (folder: string, asked: string | undefined): Promise<boolean> => {
  for (const name of asked === undefined ? names : [basename(asked)])
    if (await isThere(resolve(folder, name))) return true
  return false
}

/**
 * Reads the config file that was asked for, or the one of this folder.
 */
export const readConfigFile = async ({
  args,
  io,
}: Pick<Context, 'args' | 'io'>): Promise<E.Either<Failure, ConfigFile>> => {
  const asked = args.text('config')
  for (const name of asked === undefined ? names : [asked]) {
    const path = resolve(io.folder, name)
    const text = await writtenText(filePieces(path, { piped: true }))
    if (E.isLeft(text) && text.left.reason === 'missing') continue
    if (E.isLeft(text)) return E.left(failed(unread(asked ?? basename(path), text.left)))
    const desired = readDesired(text.right, { file: asked ?? basename(path) })
    return E.isLeft(desired)
      ? E.left(failed(...desired.left.map(diagnosticProblem)))
      : E.right({ path, folder: dirname(path), store: desired.right.content.store, desired: desired.right })
  }
  return E.left(failed(missing(asked)))
}

/**
 * Tells which columns of its files of apps are passed over, since `columns:` names others; of each file once.
 */
export const tellIgnoredColumns = async (
  { reporter }: Pick<Context, 'reporter'>,
  config: ConfigFile,
): Promise<void> => {
  for await (const { path, columns } of ignoredColumns(config.desired, appLines(config))) {
    const names = columns.map(shownName)
    reporter.event({ event: 'fact', name: 'ignored-columns', value: { path, columns: names } })
    const text = bilingual(
      `note: ${path}: ignored columns: ${names.join(', ')}`,
      `注意：${path} 中的这些列已忽略：${names.join('、')}`,
    )
    reporter.note(reporter.paint.yellow(reporter.say(text)))
  }
}

/**
 * Opens the files of apps that a config names, from its folder.
 */
export const appLines =
  ({ folder }: Pick<ConfigFile, 'folder'>): OpenLines =>
  (path) =>
    fileLines(resolve(folder, path))
