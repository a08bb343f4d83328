import { resolve } from 'node:path'
import { type DesiredApp, type DesiredAppFile, fileLines, selector } from '@mini-domains/fleet'
import * as E from 'fp-ts/lib/Either.js'
import type { Task } from '../command.js'
import { type ConfigFile, readConfigFile } from '../config-file.js'
import type { Ending } from '../exit-code.js'
import { tellFailure } from '../failure.js'
import { bilingual } from '../language.js'
import { problem, tellProblem } from '../problem.js'
import { selectionOf } from '../selecting.js'
import { tableOf } from '../table.js'

const labelsText = (labels: DesiredApp['labels']): string =>
  Object.entries(labels ?? {})
    .map(([key, value]) => `${key}=${value}`)
    .join(' ')

const tellApp = ({ voice }: Task, app: DesiredApp): void =>
  voice.tell({
    event: 'app',
    vendor: app.vendor,
    app: app.id,
    frozen: app.frozen === true,
    ...(app.labels === undefined ? {} : { labels: app.labels }),
    ...(app.profile === undefined ? {} : { profile: app.profile }),
  })

const rowOf = ({ voice }: Task, app: DesiredApp): ReadonlyArray<string> => [
  app.vendor,
  app.id,
  app.profile ?? '',
  labelsText(app.labels),
  app.frozen === true ? voice.in(bilingual('frozen', '已冻结')) : '',
]

/** Counts the rows of a file of apps without keeping any. */
const rowsIn = async (folder: string, { path, format }: DesiredAppFile): Promise<number | undefined> => {
  let lines = 0
  try {
    for await (const line of fileLines(resolve(folder, path))) if (line.trim() !== '') lines += 1
  } catch {
    return undefined
  }
  const isCsv = format === 'csv' || (format === undefined && /\.csv$/i.test(path))
  return isCsv ? Math.max(0, lines - 1) : lines
}

const tellFiles = async ({ voice }: Task, { desired, folder }: ConfigFile): Promise<boolean> => {
  let good = true
  for (const file of desired.content.appFiles ?? []) {
    const rows = await rowsIn(folder, file)
    if (rows === undefined) {
      tellProblem(voice, problem('file', bilingual(`${file.path} cannot be read`, `无法读取 ${file.path}`)))
      good = false
    } else {
      voice.tell({ event: 'fact', name: 'app-file', value: { path: file.path, rows } })
      voice.line(voice.in(bilingual(`${file.path}: ${rows} rows`, `${file.path}：${rows} 行`)))
    }
  }
  return good
}

/**
 * Lists the apps of the desired state: those that stand in it, and how many its files hold.
 */
export const apps = async (task: Task): Promise<Ending> => {
  const { given, voice } = task
  const select = selectionOf(given)
  if (E.isLeft(select)) return tellFailure(voice, select.left)
  const config = await readConfigFile(task)
  if (E.isLeft(config)) return tellFailure(voice, config.left)
  const selects = selector(select.right)
  const chosen = (config.right.desired.content.apps ?? []).filter((app) =>
    selects({ vendor: app.vendor, id: app.id, labels: app.labels ?? {} }),
  )
  for (const app of chosen) tellApp(task, app)
  const head = [
    bilingual('vendor', '厂商'),
    bilingual('app', '小程序'),
    bilingual('profile', '方案'),
    bilingual('labels', '标签'),
    bilingual('', ''),
  ]
  voice.line(
    tableOf(
      head.map(voice.in),
      chosen.map((app) => rowOf(task, app)),
    ),
  )
  return (await tellFiles(task, config.right)) ? 'done' : 'partial'
}
