import type { Bilingual } from '@mini-domains/core'
import type { Store } from '@mini-domains/core/adapter'
import {
  type HistoryRecord,
  type KeptChange,
  type ListAddress,
  appsOf,
  itemGroup,
  journalOf,
  statusWord,
} from '@mini-domains/fleet'
import * as E from 'fp-ts/lib/Either.js'
import { type ConfigFile, appLines } from '../../config/config-file.js'
import { keptRun, noRun } from '../../config/kept-run.js'
import { storeProblem } from '../../config/secret-store.js'
import { withConfig } from '../../config/session.js'
import { withStoreToRead } from '../../config/store.js'
import type { Context } from '../../context.js'
import type { ExitStatus } from '../../output/exit-code.js'
import { bilingual } from '../../output/language.js'
import { titleOf } from '../../output/listing.js'
import { reportFailure, reportProblem } from '../../output/problem.js'
import type { Reporter } from '../../output/reporter.js'
import { countsText, exitText, momentText, runFact } from '../history/view.js'

const endWord = (status: KeptChange['status']): Bilingual =>
  status === 'begun' ? bilingual('unknown: its end was not seen', '结果不明：未收到结束') : statusWord(status)

const showHead = (reporter: Reporter, run: HistoryRecord): void => {
  reporter.event({ event: 'fact', name: 'run', value: runFact(run) })
  reporter.line(`${reporter.paint.bold(run.run)}  ${exitText(reporter, run)}  ${countsText(reporter, run)}`)
  const { say } = reporter
  const times = [
    say(bilingual(`started ${momentText(run.startedAt)}`, `开始 ${momentText(run.startedAt)}`)),
    ...(run.endedAt === undefined
      ? []
      : [say(bilingual(`ended ${momentText(run.endedAt)}`, `结束 ${momentText(run.endedAt)}`))]),
  ]
  reporter.line(`  ${times.join(say(bilingual(', ', '，')))}`)
  reporter.line(`  ${say(bilingual(`plan ${run.plan}`, `计划 ${run.plan}`))}`)
}

const domainLines = (sign: string, lists: Readonly<Record<string, ReadonlyArray<string>>> = {}) =>
  Object.entries(lists).flatMap(([kind, domains]) => domains.map((domain) => `  ${sign} ${kind} ${domain}`))

/** The merchants' names, as the config and its files have them now. */
const merchants = async (config: ConfigFile): Promise<(address: ListAddress) => string | undefined> => {
  const names = new Map<string, string>()
  for await (const row of appsOf(config.desired, appLines(config)))
    if (E.isRight(row) && row.right.app.name !== undefined)
      names.set(`${row.right.app.vendor} ${row.right.app.id}`, row.right.app.name)
  return ({ vendor, app }) => (app === undefined ? undefined : names.get(`${vendor} ${app}`))
}

/** Why a change did not end well, and what to do, in the words of a report. */
const showCause = ({ say, line }: Reporter, { status, note, detail }: KeptChange): void => {
  if (status === 'begun' || note === undefined || detail === undefined) return
  const group = itemGroup({ event: 'item', address: note.address, wave: 'rest', status, ...detail })
  if (group === undefined) return
  for (const cause of group.details) line(`  ${say(cause)}`)
  if (group.hint !== undefined) line(`  → ${say(group.hint)}`)
}

const showChange = (
  reporter: Reporter,
  change: KeptChange,
  nameOf: (address: ListAddress) => string | undefined,
): void => {
  const { say, paint } = reporter
  const { n, at, status, note, detail } = change
  const name = note === undefined ? undefined : nameOf(note.address)
  reporter.event({
    event: 'fact',
    name: 'run-change',
    value: {
      line: n,
      at: new Date(at).toISOString(),
      status,
      ...(name === undefined ? {} : { name }),
      ...note,
      ...(detail === undefined ? {} : { detail }),
    },
  })
  const title =
    note === undefined
      ? say(bilingual(`line ${n + 1} of the plan`, `计划第 ${n + 1} 行`))
      : titleOf(note.address, reporter, name)
  reporter.line(`${paint.bold(title)}  ${say(endWord(status))}  ${paint.dim(momentText(at))}`)
  showCause(reporter, change)
  // What was not done in the end is not shown as done.
  if (status !== 'done' && status !== 'partial' && status !== 'begun') return
  reporter.lines([...domainLines(paint.green('+'), note?.adds), ...domainLines(paint.red('-'), note?.deletes)])
}

const showRun = async (context: Context, config: ConfigFile, store: Store | undefined): Promise<ExitStatus> => {
  const { args, reporter, stop } = context
  const name = args.words[0] ?? ''
  if (store === undefined) return reportFailure(reporter, noRun(name))
  const found = await keptRun(store, name)
  if (E.isLeft(found)) return reportFailure(reporter, found.left)
  showHead(reporter, found.right)
  const nameOf = await merchants(config)
  let bad = 0
  let good = 0
  for await (const change of journalOf(store, found.right.plan)) {
    if (stop.aborted) return 'cancelled'
    if (E.isLeft(change)) {
      bad += 1
      reportProblem(reporter, storeProblem(change.left))
    } else {
      good += 1
      showChange(reporter, change.right, nameOf)
    }
  }
  if (good + bad === 0) reporter.line(reporter.say(bilingual('It has begun no change.', '没有开始任何变更。')))
  if (bad === 0) return 'done'
  return good === 0 ? 'error' : 'partial'
}

/**
 * Shows what a run changed and how each change ended: all changes of its plan, over all runs that went on with it.
 */
export const show = (context: Context): Promise<ExitStatus> =>
  withConfig(context, async (config) => {
    const shown = await withStoreToRead(context.io, config, (store) => showRun(context, config, store))
    return E.isLeft(shown) ? reportFailure(context.reporter, shown.left) : shown.right
  })
