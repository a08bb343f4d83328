import {
  type DesiredApp,
  type Diagnostic,
  type FleetApp,
  type FleetRow,
  type Selection,
  appsOf,
  selectableOf,
  selector,
  unknownName,
} from '@mini-domains/fleet'
import * as E from 'fp-ts/lib/Either.js'
import { type ConfigFile, appLines, diagnosticProblem } from '../../config/config-file.js'
import { columns } from '../../output/table.js'
import type { Context } from '../../context.js'
import type { ExitStatus } from '../../output/exit-code.js'
import { type Problem, noApps, reportEmpty, reportProblem } from '../../output/problem.js'
import { bilingual } from '../../output/language.js'
import { type RepeatedRows, causeOf, repeatedRows } from '../../output/repeated-row.js'
import { withSelection } from '../../config/selection.js'

const labelsText = (labels: DesiredApp['labels']): string =>
  Object.entries(labels ?? {})
    .map(([key, value]) => `${key}=${value}`)
    .join(' ')

const tellApp = ({ reporter }: Context, { app, at }: FleetApp): void =>
  reporter.event({
    event: 'app',
    vendor: app.vendor,
    app: app.id,
    frozen: app.frozen === true,
    at,
    ...(app.name === undefined ? {} : { name: app.name }),
    ...(app.labels === undefined ? {} : { labels: app.labels }),
    ...(app.profile === undefined ? {} : { profile: app.profile }),
  })

const rowOf = ({ reporter }: Context, { app }: FleetApp): ReadonlyArray<string> => [
  app.vendor,
  app.id,
  app.name ?? '',
  app.profile ?? '',
  labelsText(app.labels),
  app.frozen === true ? reporter.say(bilingual('frozen', '已冻结')) : '',
]

const headOf = ({ reporter }: Context): ReadonlyArray<string> =>
  [
    bilingual('vendor', '厂商'),
    bilingual('app', '小程序'),
    bilingual('name', '名称'),
    bilingual('profile', '方案'),
    bilingual('labels', '标签'),
    bilingual('', ''),
  ].map(reporter.say)

/** How many rows of a file are apps, and how many are none. */
interface FileCount {
  readonly rows: number
  readonly bad: number
}

const countedIn = (files: Map<string, FileCount>, file: string, isBad: boolean): void => {
  const { rows, bad } = files.get(file) ?? { rows: 0, bad: 0 }
  files.set(file, isBad ? { rows, bad: bad + 1 } : { rows: rows + 1, bad })
}

const wrongIn = (config: ConfigFile, row: FleetRow): ReadonlyArray<Diagnostic> => {
  if (E.isLeft(row)) return row.left
  const unknown = unknownName(config.desired, row.right)
  return unknown === undefined ? [] : [unknown]
}

const tellBadRow = ({ reporter }: Context, complaints: ReadonlyArray<Diagnostic>, repeated: RepeatedRows): void => {
  for (const one of complaints) {
    const problem: Problem = { ...diagnosticProblem(one), problem: 'row' }
    if (repeated.note(one.file, one.line, causeOf(one.message.en))) reportProblem(reporter, problem)
    else reporter.event({ event: 'problem', ...problem })
  }
}

const tellFiles = ({ reporter }: Context, files: ReadonlyMap<string, FileCount>): void => {
  for (const [path, { rows, bad }] of files) {
    reporter.event({ event: 'fact', name: 'app-file', value: { path, rows, bad } })
    const wrong = bad === 0 ? '' : reporter.say(bilingual(`, ${bad} not to be read`, `，${bad} 行无法读取`))
    const unit = rows === 1 ? 'row' : 'rows'
    reporter.line(reporter.say(bilingual(`${path}: ${rows} ${unit}${wrong}`, `${path}：${rows} 行${wrong}`)))
  }
}

const list = async (context: Context, config: ConfigFile, select: Selection | undefined): Promise<ExitStatus> => {
  const selects = selector(select)
  const table = columns(headOf(context), context.reporter.lines, context.reporter.columns)
  const files = new Map((config.desired.content.appFiles ?? []).map(({ path }) => [path, { rows: 0, bad: 0 }]))
  const repeated = repeatedRows(context.reporter)
  let good = 0
  let bad = 0
  for await (const row of appsOf(config.desired, appLines(config))) {
    if (context.stop.aborted) return 'cancelled'
    const wrong = wrongIn(config, row)
    if (E.isLeft(row) || wrong.length > 0) {
      bad += 1
      for (const file of new Set(wrong.map((complaint) => complaint.file))) countedIn(files, file, true)
      tellBadRow(context, wrong, repeated)
      continue
    }
    good += 1
    const { file } = row.right
    if (file !== undefined) countedIn(files, file, false)
    if (!selects(selectableOf(row.right))) continue
    tellApp(context, row.right)
    table.add(rowOf(context, row.right))
  }
  table.end()
  repeated.end(context.reporter.error)
  tellFiles(context, files)
  if (good + bad === 0) return reportEmpty(context.reporter, noApps)
  if (bad === 0) return 'done'
  return good === 0 ? 'error' : 'partial'
}

/**
 * Lists the apps of the desired state: those that stand in it, and the rows of its files, as they are read.
 */
export const listApps = (context: Context): Promise<ExitStatus> =>
  withSelection(context, (config, select) => list(context, config, select))
